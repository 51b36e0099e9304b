"""Towns on the side that reports put them on, by the default outlines."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

import geodata as gd
from geodata.catalog import catalog

SIDES = list(csv.DictReader((Path(__file__).parent / "sides.csv").open(encoding="utf-8")))
FURTHER = Path(__file__).parents[3] / "shared" / "facts" / "zone_membership_checks.json"
# The ring of landmarks each list was written for may begin days before the default outline does.
AFTER_DAYS = 3
# What the outlines of 2017–2020 were known to get wrong when the lists were first read; no more may be added.
KNOWN_WRONG = 18


def zone_at(place, day):
    found = catalog().places[place]
    return gd.locate(found.lon, found.lat, day)["zone"].iloc[0]


@pytest.mark.parametrize("row", SIDES, ids=[f"{row['place']}-{row['date']}" for row in SIDES])
def test_a_reported_town_is_on_its_side(row):
    assert row["source"] in catalog().sources
    assert (zone_at(row["place"], row["date"]) == row["zone"]) == (row["side"] == "inside")


@pytest.mark.skipif(not FURTHER.exists(), reason="the further lists are not beside the project")
def test_further_lists_of_towns_hold_as_well_as_before():
    wrong = []
    for key, sides in json.loads(FURTHER.read_text(encoding="utf-8")).items():
        zone, begins = key.split("@")
        day = date.fromisoformat(begins) + timedelta(days=AFTER_DAYS)
        for side in ("inside", "outside"):
            wrong += [(key, place) for place in sides[side] if (zone_at(place, day) == zone) != (side == "inside")]
    assert len(wrong) <= KNOWN_WRONG, wrong
