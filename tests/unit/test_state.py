"""A view is its query string: links, bookmarks and embeds depend on the round trip."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state import LANGUAGES, LAYERS, MODES, ZONES, Viewport, ViewState, parse_query, to_query

days = st.dates()


def subset(known):
    return st.sets(st.sampled_from(known)).map(lambda chosen: tuple(name for name in known if name in chosen))


versions = st.builds(
    lambda zone, day, reading: f"{zone}@{day}{reading}",
    st.sampled_from(ZONES),
    days,
    st.sampled_from(["", "~landmarks", "~settlements"]),
)
# A way of comparing is there only with something to compare, a divider only in a swipe.
comparing = {"compare": days | versions}
compared = (
    st.just({})
    | st.fixed_dictionaries({**comparing, "mode": st.sampled_from(MODES)})
    | st.fixed_dictionaries({**comparing, "mode": st.just("swipe"), "divider": st.floats(-180, 180)})
)

states = st.builds(
    lambda compared, **rest: ViewState(**compared, **rest),
    compared,
    date=days,
    zone=subset(ZONES),
    layers=subset(LAYERS),
    lang=st.sampled_from(LANGUAGES),
    q=st.text(st.characters(categories=("L", "N", "P", "S")), max_size=40),
    from_=st.none() | days,
    to=st.none() | days,
    view=st.none() | st.builds(Viewport, st.floats(-180, 180), st.floats(-85, 85), st.floats(0, 20)),
)


@given(states)
def test_a_view_state_survives_its_query_string(state):
    assert parse_query(to_query(state)) == (state, ())


@given(st.text())
def test_any_query_string_gives_a_view(query):
    state, _ = parse_query(query)
    assert parse_query(to_query(state)) == (state, ())


@pytest.mark.parametrize(
    "query",
    ["date=x", "layers=,,", "view=9e9", "meeting=<script>", "view=nan,1,2", "theme=pink"]
    + ["compare=soon", "compare=idlib@2017-13-01", "compare=moon@2017-05-06", "mode=swipe"],
)
def test_a_value_that_makes_no_sense_is_dropped_and_named(query):
    assert parse_query(query) == (ViewState(), (query.split("=")[0],))


def test_a_link_to_a_day_and_two_layers_opens_them():
    state, dropped = parse_query("?date=2018-02-10&layers=zones,posts&lang=ar")
    assert (state.date, state.layers, state.lang, dropped) == (date(2018, 2, 10), ("zones", "posts"), "ar", ())


def test_a_comparison_names_a_second_day_or_a_boundary_version():
    assert parse_query("compare=2018-03-01&mode=blink")[0].compare == date(2018, 3, 1)
    assert parse_query("compare=idlib@2017-05-06~landmarks")[0].compare == "idlib@2017-05-06~landmarks"
    assert to_query(ViewState(compare="idlib@2018-02-13")) == "compare=idlib@2018-02-13"


def test_a_version_that_does_not_exist_is_dropped_with_the_way_of_comparing():
    known = {"compare": {"idlib@2018-02-13"}}
    assert parse_query("compare=idlib@2018-02-14&mode=swipe", known) == (ViewState(), ("compare", "mode"))
    assert parse_query("compare=2018-02-14&mode=swipe", known)[1] == ()


def test_a_divider_stands_only_in_a_swipe():
    swiped = parse_query("compare=2018-03-01&mode=swipe&divider=36.4")[0]
    assert swiped.divider == 36.4
    assert parse_query("compare=2018-03-01&mode=blink&divider=36.4")[1] == ("divider",)
    assert parse_query("compare=2018-03-01&mode=swipe&divider=nan")[1] == ("divider",)
