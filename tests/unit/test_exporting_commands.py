"""``export`` as a user types it."""

import json

import geopandas as gpd
import pytest

from geodata.__main__ import main


def test_export_writes_the_zones_of_a_day(tmp_path, capsys):
    out = tmp_path / "zones.gpkg"
    assert main(["export", "zones", str(out), "--date", "2017-07-04"]) == 0
    assert set(gpd.read_file(out, layer="zones")["zone"]) == {"idlib", "north-homs", "eastern-ghouta", "south"}
    assert "4 zones" in capsys.readouterr().out


def test_export_takes_further_articles(tmp_path):
    record = {"id": "x", "url": None, "headline": "عنوان", "inLanguage": "ar", "datePublished": None}
    records = tmp_path / "records.jsonl"
    records.write_text(json.dumps(record | {"publisher": None, "provenance": {}}) + "\n", encoding="utf-8")
    out = tmp_path / "articles.json"
    assert main(["export", "articles", str(out), "--articles", str(records)]) == 0
    assert "x" in {article["id"] for article in json.loads(out.read_text(encoding="utf-8"))["articles"]}


def test_export_of_joins_as_a_map_is_refused_and_writes_nothing(tmp_path, capsys):
    out = tmp_path / "joins.kml"
    assert main(["export", "joins", str(out)]) == 1
    assert capsys.readouterr().err.startswith("joins.kml:-: joins have no geometry to write as .kml; use one of .csv")
    assert not out.exists()


def test_export_of_something_else_is_wrong_usage(tmp_path):
    with pytest.raises(SystemExit) as stopped:
        main(["export", "weather", str(tmp_path / "x.csv")])
    assert stopped.value.code == 2


def test_export_into_a_folder_that_cannot_be_made_is_refused(tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["export", "zones", str(tmp_path / "file" / "zones.csv")]) == 1
    assert "file" in capsys.readouterr().err
