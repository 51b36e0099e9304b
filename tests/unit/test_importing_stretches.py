"""An import brings along what each stretch of its line follows, and how precise it is."""

import json
from datetime import date

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import LineString, Point, box

from geodata.catalog import catalog
from geodata.errors import Refused
from geodata.exports import exported
from geodata.importing.proposal import incoming, propose
from tests.data.corpus import CORNERS, PART, STATED, layers

HALF = len(CORNERS) // 2
WHOLE = [LineString(CORNERS[: HALF + 1]), LineString(CORNERS[HALF:])]


def proposed(path, stated=None, **options):
    stated = STATED | (stated or {})
    return propose(incoming(path, stated, catalog(), **options), stated, catalog())


def stretches_of(proposal, version):
    (found,) = [one for one in json.loads(proposal.text)["features"] if one["id"] == version]
    return found.get("stretches")


def lines(path, geometries=WHOLE, layer=None, **columns):
    attributes = {"follows": ["river", "halfway"], "precision_km": [0.2, 1.5], **columns}
    table = gpd.GeoDataFrame(attributes, geometry=list(geometries), crs="EPSG:4326")
    table.to_file(path, **({"layer": layer} if layer else {}))
    return path


def kinds(stretches):
    return {(one["follows"], one["precision_km"], one.get("note", "")) for one in stretches}


@pytest.mark.parametrize(
    ("layer", "options"), [("stretches", {}), ("courses", {"layer": "zone", "stretches_layer": "courses"})]
)
def test_a_layer_beside_the_outline_says_what_its_line_follows(tmp_path, layer, options):
    path = lines(layers("outline.gpkg", zone=[PART])(tmp_path), layer=layer, note=["the Orontes", ""])
    proposal = proposed(path, **options)
    assert kinds(stretches_of(proposal, proposal.version)) == {("river", 0.2, "the Orontes"), ("halfway", 1.5, "")}


@pytest.mark.parametrize("name", ["lines.geojson", "lines.shp"])
def test_another_file_may_say_it_and_the_journal_knows_that_file(tmp_path, name):
    outline = layers("outline.geojson", zone=[PART])(tmp_path)
    metric = [gpd.GeoSeries([one], crs="EPSG:4326").to_crs("EPSG:32637").iloc[0] for one in WHOLE]
    path = tmp_path / name
    columns = {"follows": ["river", "halfway"], "prec_km": [0.2, 1.5]}
    gpd.GeoDataFrame(columns, geometry=metric, crs="EPSG:32637").to_file(path)
    proposal = proposed(outline, stretches=path)
    assert kinds(stretches_of(proposal, proposal.version)) == {("river", 0.2, ""), ("halfway", 1.5, "")}
    assert proposal.beside[0] == name


def test_what_no_stretch_covers_has_the_precision_of_the_version(tmp_path):
    path = lines(
        layers("outline.gpkg", zone=[PART])(tmp_path), [WHOLE[0]], "stretches", follows=["river"], precision_km=[1]
    )
    proposal = proposed(path)
    assert kinds(stretches_of(proposal, proposal.version)) == {("river", 1.0, ""), ("free", 2.0, "")}
    assert any("of the line lies on no stretch given" in line for line in proposal.lines)


def test_without_stretches_the_version_has_its_single_precision(tmp_path):
    proposal = proposed(layers("outline.gpkg", zone=[PART])(tmp_path))
    assert stretches_of(proposal, proposal.version) is None


@pytest.mark.parametrize(
    ("columns", "geometries", "says"),
    [
        ({"follows": ["river", "wall"]}, WHOLE, r"feature 2: follows 'wall', which is not known; set its attribute"),
        ({"follows": ["river", None]}, WHOLE, "feature 2: does not say what it follows"),
        ({"precision_km": [0.0, 1.0]}, WHOLE, "feature 1: '0.0' is no precision"),
        ({"precision_km": [1.0, float("nan")]}, WHOLE, "feature 2: does not say its precision"),
        ({"precision_km": ["near", "1"]}, WHOLE, "feature 1: 'near' is no precision"),
        ({}, [WHOLE[0], LineString([(36.7, 34.9), (36.8, 34.9)])], "feature 2: no part of the outline lies on it"),
        ({}, [WHOLE[0], box(36.7, 34.9, 36.8, 35)], "feature 2: is a Polygon, not a stretch"),
        ({}, [Point(36.7, 34.9), WHOLE[1]], "feature 1: is a point, not a stretch"),
    ],
)
def test_stretches_that_make_no_sense_are_refused_by_feature(tmp_path, columns, geometries, says):
    path = lines(tmp_path / "lines.geojson", geometries, **columns)
    with pytest.raises(Refused, match=f"lines.geojson:{says}"):
        proposed(layers("outline.geojson", zone=[PART])(tmp_path), stretches=path)


def test_a_layer_of_stretches_that_is_not_there_is_refused(tmp_path):
    path = layers("outline.gpkg", zone=[PART])(tmp_path)
    with pytest.raises(Refused, match="no layer 'courses'; its layers: zone"):
        proposed(path, stretches_layer="courses")


def test_an_exported_geopackage_comes_back_with_its_stretches(tmp_path):
    day, path = date(2018, 3, 1), tmp_path / "zones.gpkg"
    path.write_bytes(exported("zones", path, catalog(), day=day)[0])
    proposal = proposed(path, {"zone": "south", "valid_from": str(day), "precision_km": "4"})
    before = stretches_of(proposal, "south@2017-07-09")
    assert before
    assert stretches_of(proposal, proposal.version) == before


def test_a_place_is_located_by_the_precision_of_its_stretch(tmp_path):
    path = lines(layers("outline.gpkg", zone=[PART])(tmp_path), layer="stretches")
    proposal = proposed(path)
    table = proposal.after.stretches
    assert set(table[table["version"] == proposal.version]["follows"]) == {"river", "halfway"}
    assert shapely.length(table.geometry.to_numpy()).min() > 0
