"""The commands as a user types them."""

import csv
import io
import json
import os
import subprocess
import sys

import pandas as pd
import pytest

from geodata.__main__ import main


def test_locate_says_where_douma_lay(capsys):
    assert main(["locate", "--lon", "36.402", "--lat", "33.571", "--date", "2017-08-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["zone"] == "eastern-ghouta"


def test_locate_says_none_in_words(capsys):
    main(["locate", "--lon", "36.402", "--lat", "33.571", "--date", "2018-06-01"])
    assert "zone: none" in capsys.readouterr().out


def test_locate_adds_columns_to_a_csv_file_and_keeps_bad_rows(tmp_path, capsys):
    points = tmp_path / "points.csv"
    points.write_text("name,lon,lat,date\nDouma,36.402,33.571,2017-08-01\nnowhere,x,33,2017-08-01\n", encoding="utf-8")
    assert main(["locate", str(points)]) == 1
    told = capsys.readouterr()
    good, bad = csv.DictReader(io.StringIO(told.out))
    assert (good["name"], good["zone"], good["certainty"]) == ("Douma", "eastern-ghouta", "inside")
    assert (bad["name"], bad["zone"]) == ("nowhere", "")
    assert told.err.startswith("points.csv:line 3:")


def test_a_reader_who_has_enough_is_not_complained_to():
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "geodata", "history", "idlib"]
    ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert ended.stderr == ""


def test_locate_without_a_day_is_wrong_usage(capsys):
    assert main(["locate", "--lon", "36", "--lat", "33"]) == 2


def test_a_point_off_the_globe_is_refused_without_a_traceback(capsys):
    assert main(["locate", "--lon", "360", "--lat", "33", "--date", "2017-08-01"]) == 1
    assert "longitude" in capsys.readouterr().err


def test_zones_come_as_geojson(capsys):
    assert main(["zones", "--date", "2017-07-04", "--format", "geojson"]) == 0
    collection = json.loads(capsys.readouterr().out)
    assert {feature["properties"]["zone"] for feature in collection["features"]} == {
        "idlib",
        "north-homs",
        "eastern-ghouta",
        "south",
    }


def test_a_day_that_is_none_is_wrong_usage():
    with pytest.raises(SystemExit) as stopped:
        main(["zones", "--date", "soon"])
    assert stopped.value.code == 2


def test_ingest_then_join_ties_a_document_to_its_meeting(tmp_path, capsys):
    document = tmp_path / "note.txt"
    document.write_text(
        "The fifth round of Astana talks opened on 4 July 2017 with Russia, Iran and Turkey.", encoding="utf-8"
    )
    records, table = tmp_path / "records.jsonl", tmp_path / "joins.parquet"
    assert main(["ingest", str(document), "--out", str(records)]) == 0
    assert main(["join", str(records), "--out", str(table)]) == 0
    assert "astana-5" in set(pd.read_parquet(table)["target"])


def test_a_join_format_that_is_not_known_is_refused(tmp_path, capsys):
    records = tmp_path / "records.jsonl"
    records.write_text("", encoding="utf-8")
    assert main(["join", str(records), "--out", str(tmp_path / "joins.xyz")]) == 1
    assert ".xyz" in capsys.readouterr().err


def test_a_missing_file_is_refused_without_a_traceback(tmp_path, capsys):
    assert main(["join", str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "joins.csv")]) == 1
    assert "none.jsonl" in capsys.readouterr().err


def test_words_are_written_also_where_the_terminal_has_no_letters_for_it():
    told = subprocess.run(
        [sys.executable, "-m", "geodata", "history", "eastern-ghouta"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert (told.returncode, told.stderr) == (0, b"")
    assert "±" in told.stdout.decode("utf-8")


def test_check_is_content_with_the_data_that_ships(capsys):
    assert main(["check"]) == 0
