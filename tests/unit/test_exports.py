"""What is exported comes back the same, with its validity, provenance and licence."""

import io
import json
import sqlite3
import warnings
import xml.etree.ElementTree as ET
import zipfile
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from shapely.geometry import GeometryCollection, MultiPoint

from geodata.catalog import catalog
from geodata.errors import Refused
from geodata.exports import DATASETS, WRITERS, exported
from geodata.records import Article, Follows

MAPS = ("zones", "states", "meetings", "articles")
TABLES = (".csv", ".parquet", ".json")

ARTICLES = [
    Article.model_validate(
        {
            "id": "2017-astana-report",
            "url": "https://news.example/1",
            "headline": 'اتفاق على حدود <المناطق> & "الخرائط"',
            "inLanguage": "ar",
            "datePublished": "2017-07-05",
            "publisher": "وكالة",
            "abstract": {"en": "Talks on the zones", "ar": " ".join(["محادثات"] * 60)},
            "about": ["astana-5", "idlib"],
            "mentions": [
                {"kind": "place", "id": "douma", "name": "Douma", "lon": 36.402, "lat": 33.571, "count": 2},
                {"kind": "place", "id": "al-rastan", "name": "Rastan", "lon": 36.73, "lat": 34.92, "count": 1},
                {"kind": "state", "id": "rus", "name": "Russia", "count": 1},
            ],
            "provenance": {"file": "note.txt", "sha256": "ab" * 32},
        }
    ),
    Article.model_validate(
        {
            "id": "undated",
            "url": None,
            "headline": None,
            "inLanguage": None,
            "datePublished": None,
            "publisher": None,
            "provenance": {},
        }
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("exports")


@cache
def made(what, suffix, day=None):
    return exported(what, Path(f"{what}{suffix}"), catalog(), ARTICLES, day)


def written(folder, what, suffix, day=None):
    """The export as a file, and the dataset it was made from."""
    path = folder / f"{what}{'-' + str(day) if day else ''}{suffix}"
    content, dataset = made(what, suffix, day)
    path.write_bytes(content)
    return path, dataset


def read(path) -> gpd.GeoDataFrame:
    if path.suffix == ".parquet":
        return gpd.read_parquet(path)
    layer = None if path.suffix != ".gpkg" else path.stem.split("-")[0]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return gpd.read_file(path, layer=layer)


def plain(value, like):
    """A value as read, as the type it was written from; formats differ in how they say date, truth or nothing."""
    if value is None or value is pd.NaT or value == "" or (isinstance(value, float) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    if isinstance(like, bool):
        return value == "true" if isinstance(value, str) else bool(value)
    if isinstance(like, date):
        return date.fromisoformat(value) if isinstance(value, str) else value
    return type(like)(value) if isinstance(like, int | float) else value


def attributes(table, dataset, path):
    """The rows of a table as read, by the names they were written from."""
    for row, found in zip(dataset.rows, table.to_dict("records"), strict=True):
        named = {}
        for field in dataset.fields:
            if path.name.endswith(".shp.zip"):
                further = (f"{field.short_name[:8]}_{n}" for n in range(2, 9))
                pieces = [found[field.short_name], *(found[name] for name in further if name in found)]
                texts = [piece for piece in pieces if isinstance(piece, str)]
                named[field.name] = "".join(texts) if texts else plain(pieces[0], row[field.name])
            else:
                named[field.name] = plain(found[field.name], row[field.name])
        yield {name: plain(value, row[name]) for name, value in named.items()}


def like_multiple(geometry):
    """Whatever order or winding a format has, and whether one polygon is called several."""
    return GeometryCollection(list(shapely.get_parts(geometry))).normalize()


@pytest.mark.parametrize("what", MAPS)
@pytest.mark.parametrize("suffix", WRITERS)
def test_a_map_comes_back_with_the_same_geometry_and_attributes(folder, what, suffix):
    if suffix == ".json" and what in ("meetings", "articles"):
        pytest.skip("nested records, not a map")
    path, dataset = written(folder, what, suffix)
    table = read(path)
    for before, after in zip(dataset.rows, attributes(table, dataset, path), strict=True):
        assert {name: value for name, value in after.items() if value != before[name]} == {}
    for before, after in zip(dataset.geometries, table.geometry, strict=True):
        if before is None:
            assert after is None or after.is_empty
        else:
            assert like_multiple(before).equals_exact(like_multiple(after), 1e-5)


@pytest.mark.parametrize("suffix", [s for s in WRITERS if s not in (".csv", ".json")])
def test_coordinates_are_said_to_be_wgs84(folder, suffix):
    assert read(written(folder, "zones", suffix)[0]).crs.to_epsg() == 4326


@pytest.mark.parametrize("what", ["zones", "articles"])
@pytest.mark.parametrize("suffix", WRITERS)
def test_the_same_data_give_the_same_bytes(what, suffix):
    assert exported(what, Path(f"other{suffix}"), catalog(), ARTICLES)[0] == made(what, suffix)[0]


def whole_text(path) -> str:
    """All text in a file, whatever holds it."""
    if path.name.endswith(".shp.zip"):
        with zipfile.ZipFile(path) as archive:
            return " ".join(archive.read("README.txt").decode().split())
    if path.suffix == ".gpkg":
        info = pyogrio.read_info(path, layer=path.stem)
        return f"{info['layer_metadata']} {info['dataset_metadata']}"
    if path.suffix == ".fgb":
        return str(pyogrio.read_info(path)["layer_metadata"])
    if path.suffix == ".parquet":
        return " ".join(value.decode() for value in pq.read_metadata(path).metadata.values())
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", WRITERS)
def test_licence_and_attribution_travel_in_every_format(folder, suffix):
    text = whole_text(written(folder, "zones", suffix)[0])
    assert "CC BY 3.0 IGO" in text or "CC-BY-3.0-IGO" in text
    assert "OCHA / UN Cartographic Section" in text
    assert "No UN endorsement implied" in text


@pytest.mark.parametrize("suffix", [s for s in WRITERS if s != ".shp.zip"])
def test_every_row_says_whose_it_is_how_it_was_made_and_how_exact(folder, suffix):
    path, _ = written(folder, "zones", suffix)
    row = read(path).set_index("version").loc["idlib@2019-08-31~landmarks"]
    assert row["licence"] == "CC-BY-4.0"
    assert row["source_publisher"] == "De-escalation Atlas"
    assert row["method"].startswith("Ring of named landmarks")
    assert float(row["precision_km"]) == 6


def test_zones_on_a_day_are_those_in_force(folder):
    path, _ = written(folder, "zones", ".geojson", date(2018, 8, 1))
    (feature,) = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert feature["properties"]["version"] == "idlib@2018-02-13"


def test_zones_without_a_day_are_all_versions(folder):
    assert len(written(folder, "zones", ".csv")[1].rows) == len(catalog().boundaries)


def test_states_on_a_day_have_the_part_they_had_then():
    late = {state: since for state, since in catalog().states["roles_since"].items() if since}
    state, since = next(iter(late.items()))
    role, day = next(iter(since.items()))
    before = DATASETS["states"](catalog(), [], date(day.year - 1, 1, 1)).rows
    after = DATASETS["states"](catalog(), [], day).rows
    roles = [next(row["roles"].split() for row in rows if row["id"] == state) for rows in (before, after)]
    assert role not in roles[0]
    assert role in roles[1]


def test_meetings_on_a_day_are_those_under_way():
    rows = DATASETS["meetings"](catalog(), [], date(2017, 7, 4)).rows
    assert [row["id"] for row in rows] == ["astana-5"]


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_day_without_zones_gives_a_file_without_features(folder, suffix):
    path, dataset = written(folder, "zones", suffix, date(2016, 1, 1))
    assert dataset.rows == []
    if suffix != ".csv":
        assert len(read(path)) == 0


def test_an_article_stands_at_the_places_it_names(folder):
    table = read(written(folder, "articles", ".gpkg")[0])
    assert table.geometry[0].equals(MultiPoint([(36.402, 33.571), (36.73, 34.92)]))
    assert table.geometry[1] is None


def test_joins_say_why_and_by_which_boundary(folder):
    path, _ = written(folder, "joins", ".parquet")
    rows = pd.read_parquet(path)
    located = rows[rows["basis"] == "located-in"].set_index("target")
    assert located.loc["north-homs", "boundary"] == "north-homs@2017-05-06"
    assert set(rows["licence"]) == {"CC-BY-4.0"}


@pytest.mark.parametrize("suffix", TABLES)
def test_joins_come_as_a_table(folder, suffix):
    path, dataset = written(folder, "joins", suffix)
    found = {".csv": pd.read_csv, ".parquet": pd.read_parquet, ".json": lambda p: pd.DataFrame(read_json(p)["joins"])}
    table = found[suffix](path)
    assert list(table["target"]) == [row["target"] for row in dataset.rows]
    assert [str(day)[:10] for day in table["date"]] == [str(row["date"]) for row in dataset.rows]


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_meetings_as_json_keep_their_sessions(folder):
    found = read_json(written(folder, "meetings", ".json")[0])
    fifth = next(meeting for meeting in found["meetings"] if meeting["id"] == "astana-5")
    assert fifth["sessions"]
    assert fifth["delegations"]
    assert found["licence"]["id"] == "CC-BY-4.0"


@pytest.mark.parametrize("suffix", [s for s in WRITERS if s not in TABLES])
def test_joins_as_a_map_are_refused_with_what_makes_sense(suffix):
    with pytest.raises(Refused, match=r"joins have no geometry.*use one of \.csv \.parquet \.json"):
        exported("joins", catalog().directory / f"joins{suffix}", catalog())


@pytest.mark.parametrize("name", ["zones.xlsx", "zones", "zones.shp"])
def test_an_unknown_format_is_refused_with_the_known_ones(name):
    with pytest.raises(Refused, match=r"use one of \.geojson \.gpkg"):
        exported("zones", catalog().directory / name, catalog())


# -- what single formats carry --------------------------------------------------------------------------


def test_the_geojson_winds_outer_rings_counter_clockwise(folder):
    table = read(written(folder, "zones", ".geojson")[0])
    drawn = table.geometry[table.geometry.notna()].explode()
    assert all(polygon.exterior.is_ccw for polygon in drawn)


def test_the_geopackage_opens_styled_by_zone(folder):
    path, _ = written(folder, "zones", ".gpkg")
    with closing(sqlite3.connect(path)) as database:
        (table, column, qml, sld, is_default), stretches = database.execute(
            "SELECT f_table_name, f_geometry_column, styleQML, styleSLD, useAsDefault FROM layer_styles"
        ).fetchall()
        known = dict(database.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall())
    assert known[table] == column == known[stretches[0]]
    assert is_default
    renderer = ET.fromstring(qml).find("renderer-v2")
    assert renderer.get("attr") == "zone"
    assert {category.get("value") for category in renderer.iter("category")} == set(catalog().zones)
    symbols = {symbol.get("name") for symbol in renderer.iter("symbol")}
    assert {category.get("symbol") for category in renderer.iter("category")} == symbols
    assert len(list(ET.fromstring(sld).iter("{http://www.opengis.net/sld}Rule"))) == 4
    assert_solid_where_known(ET.fromstring(stretches[2]), ET.fromstring(stretches[3]))


def assert_solid_where_known(qml, sld):
    """Stretches of the outlines: a category for whatever one can follow, dashed in both styles where it is a guess."""
    symbols = {symbol.get("name"): symbol for symbol in qml.iter("symbol")}
    kinds = {one.get("value"): symbols[one.get("symbol")] for one in qml.iter("category")}
    assert set(kinds) == set(get_args(Follows)) and {one.get("type") for one in symbols.values()} == {"line"}
    dashed = {kind for kind, symbol in kinds.items() if symbol.find(".//prop[@k='use_customdash']").get("v") == "1"}
    assert dashed == {"landmark", "halfway", "steppe", "free"}
    rules = list(sld.iter("{http://www.opengis.net/sld}Rule"))
    assert sum('"stroke-dasharray"' in ET.tostring(rule, encoding="unicode") for rule in rules) == len(dashed)


def test_the_geopackage_says_what_its_columns_mean(folder):
    path, dataset = written(folder, "zones", ".gpkg")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = database.execute("SELECT table_name, column_name, description FROM gpkg_data_columns").fetchall()
    for layer in (dataset, dataset.companion):
        meanings = {column: meaning for table, column, meaning in rows if table == layer.name}
        assert meanings == {field.name: field.meaning for field in layer.fields}


def test_the_kml_places_each_version_in_time(folder):
    root = ET.parse(written(folder, "zones", ".kml")[0]).getroot()
    ns = "{http://www.opengis.net/kml/2.2}"
    spans = {
        mark.find(f"{ns}name").text: [part.text for part in mark.find(f"{ns}TimeSpan")]
        for mark in root.iter(f"{ns}Placemark")
    }
    assert spans["idlib@2017-09-15"] == ["2017-09-15", "2018-02-12"]  # KML's last day is shown too
    assert spans["idlib@2020-03-06"] == ["2020-03-06"]


def test_the_shapefile_explains_its_short_names(folder):
    path, dataset = written(folder, "zones", ".shp.zip")
    with zipfile.ZipFile(path) as archive:
        assert archive.read("zones.cpg") == b"UTF-8"
        assert b"WGS_1984" in archive.read("zones.prj")
        readme = archive.read("README.txt").decode()
    names = pyogrio.read_info(path)["fields"]
    assert all(len(name) <= 10 for name in names)
    assert all(f"\n{name} " in readme for name in names)


@pytest.mark.parametrize("what", DATASETS)
def test_short_names_are_short_and_unlike(what):
    fields = DATASETS[what](catalog(), [], None).fields
    names = [field.short_name for field in fields]
    assert max(map(len, names)) <= 10
    assert len({name[:8] for name in names}) == len(names)  # so that continued columns are unlike too


def test_parquet_is_geoparquet_with_meanings(folder):
    path, dataset = written(folder, "zones", ".parquet")
    metadata = pq.read_schema(path).metadata
    assert json.loads(metadata[b"geo"])["columns"]["geometry"]["encoding"] == "WKB"
    assert json.loads(metadata[b"fields"])["valid_to"] == "first day no longer in force; empty while it lasts"
    assert str(pq.read_schema(path).field("valid_from").type) == "date32[day]"


def test_the_csv_is_read_by_spreadsheets_and_by_gis(folder):
    path, dataset = written(folder, "zones", ".csv")
    table = pd.read_csv(io.BytesIO(path.read_bytes()))
    assert table["name_ar"].iloc[0] == "إدلب وجوارها"
    assert table["WKT"].iloc[0].startswith("POLYGON")
