"""Decks hold every step with its words, in formats that other programs open; the same deck is the same bytes."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
from pptx import Presentation

from dashboard.__main__ import main
from dashboard.deck import WRITERS, deck_of_story, deck_of_view
from dashboard.server import create_app
from dashboard.state import parse_query
from dashboard.stories import STORIES, read_story
from geodata.catalog import catalog
from tests.stills import small_store


@pytest.fixture(scope="module")
def deck():
    """Two steps of a story in Arabic: drawing every one would show no more."""
    whole = deck_of_story(small_store(), read_story(STORIES / "astana-5.json", catalog()), "ar")
    return replace(whole, slides=[whole.slides[0], whole.slides[8]])


@pytest.fixture(scope="module")
def pptx(deck):
    return WRITERS["pptx"][1](deck)


@pytest.fixture(scope="module")
def pdf(deck):
    return WRITERS["pdf"][1](deck)


def test_a_slide_is_a_step_with_native_words_picture_notes_and_sources(deck, pptx):
    show = Presentation(io.BytesIO(pptx))
    assert len(show.slides) == len(deck.slides) and show.slide_width > show.slide_height
    for shown, slide in zip(show.slides, deck.slides, strict=True):
        words = [shape.text_frame.text for shape in shown.shapes if shape.has_text_frame]
        assert shown.shapes.title.text == slide.title and slide.body in words
        assert slide.notes in shown.notes_slide.notes_text_frame.text
        assert any(slide.sources[0].label in text for text in words)
        (picture,) = [shape for shape in shown.shapes if hasattr(shape, "image")]
        assert picture.image.content_type == "image/png"
        assert picture._element.nvPicPr.cNvPr.get("descr") == slide.alt


def test_arabic_runs_from_right_to_left_in_slides(pptx):
    paragraph = Presentation(io.BytesIO(pptx)).slides[0].shapes.title.text_frame.paragraphs[0]
    assert paragraph._p.pPr.get("rtl") == "1" and paragraph.runs[0]._r.rPr.get("lang") == "ar-SY"


def test_nothing_on_a_slide_leaves_it(pptx):
    show = Presentation(io.BytesIO(pptx))
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= show.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= show.slide_height


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_makes_a_page_of_every_slide(tmp_path, pptx, deck):
    (tmp_path / "deck.pptx").write_bytes(pptx)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "deck.pptx"]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    assert len(pypdfium2.PdfDocument(tmp_path / "deck.pdf")) == len(deck.slides)


def test_a_page_is_a_step_and_its_words_are_text(deck, pdf):
    pages = pypdfium2.PdfDocument(pdf)
    assert len(pages) == len(deck.slides)
    width, height = pages[0].get_size()
    assert round(width / height, 2) == round(297 / 210, 2)
    text = pages[0].get_textpage().get_text_range()
    assert deck.slides[0].title in text and "TASS" in text


def test_pictures_come_numbered_with_their_captions(deck):
    files = zipfile.ZipFile(io.BytesIO(WRITERS["zip"][1](deck)))
    assert files.namelist() == ["01.png", "02.png", "captions.txt"]
    captions = files.read("captions.txt").decode()
    assert all(slide.title in captions and slide.body in captions for slide in deck.slides)


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_same_deck_is_the_same_bytes(deck, suffix):
    assert WRITERS[suffix][1](deck) == WRITERS[suffix][1](deck)


def test_one_view_is_a_deck_too():
    slide = deck_of_view(small_store(), parse_query("date=2018-06-01")[0]).slides[0]
    assert "1 June 2018" in slide.title and slide.sources and "precision" in slide.notes


def test_a_view_is_served_as_a_slide_once_and_then_known():
    client = create_app(small_store()).server.test_client()
    first = client.get("/render.pptx?date=2018-06-01")
    assert Presentation(io.BytesIO(first.data)).slides[0].shapes.title.text.endswith("1 June 2018")
    assert first.headers["Content-Disposition"] == 'attachment; filename="atlas-2018-06-01.pptx"'
    again = client.get("/render.pptx?date=2018-06-01&zone=", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("address", ["/render.pptx?date=soon", "/take.html?meeting=none"])
def test_a_view_that_makes_no_sense_is_refused(address):
    assert create_app(small_store()).server.test_client().get(address).status_code == 400


@pytest.mark.parametrize("address", ["/story/none.pptx", "/story/astana-5.docx"])
def test_what_nobody_wrote_is_not_found(address):
    assert create_app(small_store()).server.test_client().get(address).status_code == 404


def test_the_command_refuses_what_it_cannot_write(tmp_path, capsys):
    assert main(["story", "astana-5", str(tmp_path / "out.doc")]) == 1
    assert main(["story", "none", str(tmp_path / "out.pdf")]) == 1
    assert not list(tmp_path.iterdir())
    first, second = capsys.readouterr().err.splitlines()
    assert "end it in pptx, pdf, zip" in first and "name one of astana-5, four-zones" in second


def test_the_check_names_what_is_wrong(tmp_path, capsys):
    assert main(["check"]) == 0
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    assert main(["check", str(tmp_path / "bad.json")]) == 1
    assert "stories/bad.json:story: steps: field required; add the field" in capsys.readouterr().err


@pytest.mark.parametrize("verb", [[], ["publish", "site"]], ids=["serve", "publish"])
def test_a_folder_of_stories_that_is_none_is_refused_before_anything_is_written(verb, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main([*verb, "--stories", "nowhere", "--store", str(tmp_path / "store")]) == 1
    assert "nowhere:-: is no folder" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
