"""Whatever bytes a file holds, reading it ends in an outline or in our own errors."""

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.catalog import catalog
from geodata.errors import Refused
from geodata.importing.archives import unpacked
from geodata.importing.formats import DRIVERS, FORMATS
from geodata.importing.isolated import CHILD, PACKAGE, outline_in
from geodata.importing.particulars import FIELDS, particulars
from tests.data.corpus import PART, collection, gml, kml, layers, shapefile, topojson, written, zipped

WHOLE = {
    "outline.geojson": written("outline.geojson", collection(PART)),
    "outline.topojson": written("outline.topojson", topojson(PART)),
    "outline.kml": written("outline.kml", kml(PART)),
    "outline.gml": written("outline.gml", gml(PART)),
    "outline.csv": written("outline.csv", f'id,WKT\n1,"{PART.wkt}"\n'),
    "outline.shp": shapefile(PART),
    "outline.gpkg": layers("outline.gpkg", zone=[PART]),
    "outline.fgb": layers("outline.fgb", zone=[PART]),
    "outline.zip": zipped(shapefile(PART), "outline.zip"),
    "outline.kmz": zipped(written("doc.kml", kml(PART)), "outline.kmz"),
}
# The child, asked about many files one after the other: what it would answer for each.
MANY = CHILD.replace("child import main", "child import answer").replace(
    "main()",
    """
import json
for request in json.load(sys.stdin):
    print(request["path"], file=sys.stderr, flush=True)
    print(json.dumps("problems" in answer(request)), flush=True)
""",
)


@given(st.sampled_from(sorted(FORMATS)), st.binary(max_size=300))
def test_a_check_before_gdal_names_a_driver_or_refuses(suffix, content):
    try:
        assert FORMATS[suffix].check(content, f"outline{suffix}").driver in DRIVERS
    except Refused as refused:
        assert refused.problems


@given(st.sampled_from(sorted(FORMATS)), st.text(max_size=300))
def test_a_check_before_gdal_bears_any_text(suffix, content):
    test_a_check_before_gdal_names_a_driver_or_refuses.hypothesis.inner_test(suffix, content.encode("utf-8"))


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), st.none() | st.text(max_size=40)))
def test_whatever_is_stated_is_read_or_refused_field_by_field(stated):
    try:
        particulars(stated, catalog(), "outline.geojson")
    except Refused as refused:
        assert {problem.feature for problem in refused.problems} <= {f"--{field.replace('_', '-')}" for field in FIELDS}


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The file cut off, overwritten in places, or with a stretch doubled."""
    broken = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(broken))
        match chance.randrange(4):
            case 0:
                broken[at] = chance.randrange(256)
            case 1:
                broken[at : at + 4] = chance.choice([b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff", b"9e99"])
            case 2:
                broken[at:at] = broken[max(0, at - 40) : at]
            case 3 if chance.random() < 0.3:
                del broken[at + 1 :]
    return bytes(broken)


def test_damaged_files_end_in_an_outline_or_a_refusal(tmp_path):
    chance, requests = random.Random(20170704), []
    for name, make in WHOLE.items():
        folder = tmp_path / name
        folder.mkdir()
        whole = make(folder)
        for number in range(25):
            copy = folder / str(number) / name
            copy.parent.mkdir()
            for beside in folder.glob(f"{whole.stem}.*"):
                if beside.is_file():
                    (copy.parent / beside.name).write_bytes(beside.read_bytes())
            copy.write_bytes(damaged(whole.read_bytes(), chance))
            requests.append(
                {"path": str(copy), "file": name, "zone": "", "version": "", "beside": ""}
                | {"layer": None, "stretches": None, "stretches_layer": None, "swap_xy": False, "large": False}
            )
    child = subprocess.run(
        [sys.executable, "-P", "-c", MANY, str(PACKAGE)], input=json.dumps(requests), capture_output=True, text=True
    )
    assert child.returncode == 0, child.stderr[-2000:]
    ends = [json.loads(line) for line in child.stdout.splitlines()]
    assert len(ends) == len(requests)
    assert True in ends
    assert False in ends


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".zip"])
def test_noise_is_refused(suffix, tmp_path):
    noise = random.Random(4).randbytes(4096)
    with pytest.raises(Refused):
        outline_in(written(f"outline{suffix}", noise)(tmp_path))


@given(st.binary(max_size=400))
def test_an_archive_of_any_bytes_is_refused(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outline.zip"
        path.write_bytes(content)
        with pytest.raises(Refused):
            unpacked(path, path.parent, path.name, large=False)
