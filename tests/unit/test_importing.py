"""Bringing in an outline: what is mended, what is refused, and what is said, also in Arabic."""

import contextlib
import http.server
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest
import shapely

from dashboard.text import Text
from dashboard.text.messages import translated
from geodata.__main__ import main
from geodata.boundaries import area_km2
from geodata.catalog import catalog
from geodata.errors import Refused
from geodata.importing import limits
from geodata.importing.deadline import within
from geodata.importing.isolated import outline_in
from geodata.importing.proposal import incoming, propose
from tests.data.corpus import GOOD, KML, PART, STATED, collection, geojson, gml, kml, written
from tests.data.corpus_bad import BAD

PROBLEM = re.compile(r"^[^:\n]+:[^\n]+: [^;\n]+; [^\n]+$")


def proposed(case, folder):
    """The proposal a case ends in."""
    stated = STATED | case.stated
    return propose(incoming(case.make(folder), stated, catalog(), **case.options), stated, catalog())


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_taken_and_what_was_done_to_it_is_said(name, tmp_path):
    case = GOOD[name]
    proposal = proposed(case, tmp_path)
    assert any(case.says in line for line in ("", *proposal.lines))
    assert [line for line in proposal.lines if not translated(line, Text("ar"))] == []
    if case.ground is not None:
        assert area_km2(shapely.symmetric_difference(proposal.outline, case.ground)) < 0.1
    assert proposal.outline.is_valid


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_place_and_what_to_do(name, tmp_path):
    case = BAD[name]
    with pytest.raises(Refused) as refused:
        proposed(case, tmp_path)
    told = [str(problem) for problem in refused.value.problems]
    assert any(case.says in line for line in told), told
    assert all(PROBLEM.match(line) for line in told), told
    sentences = [sentence for one in refused.value.problems for sentence in (one.problem, one.remedy)]
    assert [sentence for sentence in sentences if not translated(sentence, Text("ar"))] == []


def test_everything_wrong_with_file_and_statement_is_said_at_once(tmp_path):
    stated = STATED | {"source": "", "precision_km": "-1"}
    with pytest.raises(Refused) as refused:
        incoming(written("outline.geojson", "{")(tmp_path), stated, catalog())
    assert [problem.feature for problem in refused.value.problems] == ["--source", "--precision-km", "line 1 column 2"]


def test_what_is_no_polygon_is_told_once(tmp_path):
    with pytest.raises(Refused) as refused:
        outline_in(geojson(PART, shapely.Point(36.7, 34.9))(tmp_path))
    assert [str(problem) for problem in refused.value.problems] == [
        "outline.geojson:feature 2: is a point, not an outline; give polygons only"
    ]


def test_the_picture_does_not_take_the_place_of_the_outline(tmp_path, capsys):
    path = geojson(PART)(tmp_path)
    stated = [f"--{field.replace('_', '-')}={value}" for field, value in STATED.items()]
    assert main(["import", str(path), *stated, "--svg", str(tmp_path / "." / path.name)]) == 1
    assert capsys.readouterr().err.startswith("outline.geojson:--svg: the picture would take the outline's place; name")
    assert path.read_text() == collection(PART)


def test_a_folder_in_the_place_of_the_picture_is_named(tmp_path, capsys):
    stated = [f"--{field.replace('_', '-')}={value}" for field, value in STATED.items()]
    assert main(["import", str(geojson(PART)(tmp_path)), *stated, "--svg", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{tmp_path}:-: Is a directory; check the path\n"


def test_a_reading_that_takes_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0)
    monkeypatch.setattr("geodata.importing.isolated.GRACE_S", 0)
    with pytest.raises(Refused, match="not read and mended within"):
        outline_in(geojson(PART)(tmp_path))


def test_a_comparison_that_takes_too_long_is_refused(tmp_path, monkeypatch, capsys):
    path, picture = geojson(PART)(tmp_path), tmp_path / "picture.svg"
    monkeypatch.setattr(limits, "SECONDS_IN_ALL", 0.01)
    stated = [f"--{field.replace('_', '-')}={value}" for field, value in STATED.items()]
    assert main(["import", str(path), *stated, "--svg", str(picture)]) == 1
    assert capsys.readouterr().err.startswith("outline.geojson:-: not compared within 0.01 s; simplify")
    assert not picture.exists()


def test_a_library_that_does_not_come_back_is_left():
    """What runs here would take a minute, and hears no signal meanwhile."""
    busy = "hashlib.pbkdf2_hmac('sha256', b'x', b'y', 10**8)"
    script = f"import hashlib\nfrom geodata.importing.deadline import within\nwith within(0.1, 'a.geojson'): {busy}"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=40)
    assert (ended.returncode, ended.stderr[:39]) == (1, "a.geojson:-: not compared within 0.1 s;")


def test_a_limit_of_time_ends_with_what_it_limits():
    """Whenever the alarm comes: what would end the process later is called off."""
    before, threads = signal.getsignal(signal.SIGALRM), threading.active_count()
    ends = Counter()
    for number in range(300):
        try:
            with within(1e-6 * (1 + number), "outline.geojson"):
                pass
            ends["in time"] += 1
        except Refused:
            ends["refused"] += 1
    assert ends.total() == 300
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    called_off = time.monotonic() + 10
    while threading.active_count() > threads and time.monotonic() < called_off:
        time.sleep(0.01)
    assert threading.active_count() == threads


def test_the_folder_of_the_file_stays_as_it_was(tmp_path):
    """Some drivers leave indexes and schemas beside what they read."""
    path = written("outline.gml", gml(PART))(tmp_path)
    outline_in(path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture
def asked():
    """A server on this machine: its address, and the paths it was asked for."""
    paths: list[str] = []

    class Listening(http.server.BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802 – the name is http.server's
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


REFERRING = {
    "crs.geojson": lambda url: collection(PART, crs={"type": "link", "properties": {"href": url}}),
    "named.geojson": lambda url: collection(PART, crs={"type": "name", "properties": {"name": url}}),
    "link.kml": lambda url: KML.format(f"<NetworkLink><Link><href>{url}/x.kml</href></Link></NetworkLink>"),
    "style.kml": lambda url: kml(PART).replace("<Placemark>", f"<Placemark><styleUrl>{url}/x#y</styleUrl>"),
    "schema.gml": lambda url: gml(PART).replace(
        "xmlns:a=",
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://atlas.invalid/a {url}/a.xsd '
        f'{url}/wfs?REQUEST=DescribeFeatureType" xmlns:a=',
    ),
    "xlink.gml": lambda url: gml(PART).replace(
        "<a:outline>", f'<a:part xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{url}/part.gml"/><a:outline>'
    ),
    "srs.gml": lambda url: gml(PART).replace("urn:ogc:def:crs:EPSG::4326", f"{url}/def/crs/EPSG/0/4326"),
    "remote.csv": lambda url: f"id,WKT\n1,/vsicurl/{url}/x\n",
}


@pytest.mark.parametrize("name", REFERRING)
def test_no_file_makes_its_reader_ask_the_network(name, asked, tmp_path):
    url, paths = asked
    with contextlib.suppress(Refused):
        outline_in(written(name, REFERRING[name](url))(tmp_path))
    assert paths == []


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".fgb", ".kml", ".shp.zip", ".csv"])
def test_an_export_comes_back_unchanged(suffix, tmp_path):
    path, day = tmp_path / f"zones{suffix}", "2017-08-10"
    assert main(["export", "zones", str(path), "--date", day]) == 0
    stated = STATED | {"zone": "south", "valid_from": day, "precision_km": "4"}
    proposal = propose(incoming(path, stated, catalog()), stated, catalog())
    drawn = catalog().boundaries.loc["south@2017-07-09", "geometry"]
    assert shapely.equals_exact(proposal.outline, drawn, tolerance=1e-5, normalize=True)
