"""Stills over HTTP and on the command line."""

from xml.etree import ElementTree

import pypdfium2
import pytest

from dashboard.__main__ import main
from dashboard.server import create_app
from tests.stills import small_store


@pytest.fixture(scope="module")
def client():
    return create_app(small_store()).server.test_client()


def test_a_still_comes_as_svg_and_as_png(client):
    svg = client.get("/render.svg?date=2018-06-01&width=320&height=180")
    assert (svg.status_code, svg.mimetype) == (200, "image/svg+xml")
    assert ElementTree.fromstring(svg.data).get("width") == "320"
    png = client.get("/render.png?width=320&height=180&scale=2")
    assert (png.status_code, png.mimetype) == (200, "image/png")
    assert int.from_bytes(png.data[16:20]) == 640


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("date=soon", "date"),
        ("meeting=astana-99", "meeting"),
        ("width=abc", "width"),
        ("height=1e9", "height"),
        ("width=4000&height=4000&scale=2", "scale"),
        ("lang=xx", "lang"),
        ("scale=", "scale"),
    ],
)
@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_a_bad_value_is_named_in_problem_details(client, suffix, query, name):
    answer = client.get(f"/render.{suffix}?{query}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert answer.json["parameter"] == name


def test_other_suffixes_are_not_found(client):
    assert client.get("/render.gif").status_code == 404


def test_an_answer_known_already_is_not_sent_again(client):
    first = client.get("/render.svg?width=320&height=180", headers={"Accept-Encoding": "br"})
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    again = client.get(
        "/render.svg?height=180&width=320&zone=",
        headers={"If-None-Match": first.headers["ETag"], "Accept-Encoding": "br"},
    )
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/render.svg?width=321&height=180", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_a_still_may_load_nothing_but_its_own_letters(client):
    policy = client.get("/render.svg?width=320&height=180").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return tmp_path_factory.mktemp("store")


@pytest.fixture
def render(capsys, tmp_path, monkeypatch, store):
    """The command in an empty folder: its exit code and what it says on standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        try:
            code = main(["render", *arguments, "--store", str(store)])
        except SystemExit as wrong:
            code = wrong.code
        return code, capsys.readouterr().err

    return run


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_pdf_holds_its_words_and_is_as_large_as_the_still(client, lang):
    answer = client.get(f"/render.pdf?lang={lang}&width=800&height=500")
    assert answer.mimetype == "application/pdf"
    page = pypdfium2.PdfDocument(answer.data)[0]
    assert page.get_size() == pytest.approx((600, 375), abs=0.5)
    said = page.get_textpage().get_text_range()
    assert "2017" in said if lang == "en" else "٢٠١٧" in said
    assert answer.data == client.get(f"/render.pdf?lang={lang}&width=800&height=500&zone=").data


def test_the_command_writes_the_view_it_is_given(render, tmp_path):
    size = ("--width", "300", "--height", "200")
    assert render("still.svg", "--query", "date=2018-06-01&lang=en", "--lang", "ar", *size) == (0, "")
    assert ElementTree.parse(tmp_path / "still.svg").getroot().get("lang") == "ar"
    assert render("still.png", "--lang", "ar", "--dpi", "192", *size) == (0, "")
    assert int.from_bytes((tmp_path / "still.png").read_bytes()[16:20]) == 600


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["still.gif"], "name it .svg or .pdf or .png or"),
        (["still"], "name it .svg or .pdf or .png or"),
        (["still.svg", "--date", "soon"], "--date:-: no view has this value"),
        (["still.svg", "--query", "meeting=astana-99"], "--meeting:-: no view has this value"),
        (["still.png", "--width", "much"], "--width:-: not a whole number"),
        (["still.png", "--dpi", "fine"], "--dpi:-: not a number"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(render, tmp_path, arguments, said):
    code, message = render(*arguments)
    assert code == 1 and said in message and message.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_wrong_usage_is_told_apart(render):
    assert render()[0] == 2
    assert render("still.png", "--size", "3")[0] == 2
