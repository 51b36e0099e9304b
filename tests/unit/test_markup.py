"""Components written as HTML."""

import pytest
from dash import dcc, html
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from dashboard.markup import markup


def test_an_element_is_written_with_its_attributes_and_children():
    button = html.Button(["Go to ", html.B("4 July")], className="quiet", hidden=True, **{"data-date": "2017-07-04"})
    assert markup(button) == '<button class="quiet" hidden data-date="2017-07-04">Go to <b>4 July</b></button>'


def test_the_same_element_is_the_same_bytes_in_every_process():
    chip = html.Button("x", className="chip", **{"data-zone": "", "aria-pressed": "true", "data-date": "2017-07-04"})
    assert markup(chip) == '<button class="chip" aria-pressed="true" data-date="2017-07-04" data-zone="">x</button>'


def test_what_is_absent_leaves_no_trace():
    assert markup([None, html.P(None, title=None, hidden=False), html.Br()]) == "<p></p><br>"


@given(st.text())
def test_no_text_becomes_markup(words):
    written = markup(html.P(words, title=words))
    assert written.count("<") == 2
    assert written.count('"') == 2


def test_a_picture_drawn_elsewhere_goes_in_as_it_stands():
    assert markup(html.Div(Markup("<svg></svg>"))) == "<div><svg></svg></div>"


def test_a_component_that_needs_the_browser_has_no_html():
    with pytest.raises(TypeError, match="Graph"):
        markup(dcc.Graph())
