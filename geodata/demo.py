"""Synthetic articles in any number, to try a large store with: ``python -m geodata.demo N OUT``.

None of them was ever published.  Every outlet is called "Synthetic …", every address lies under example.org, every id
begins with ``synthetic``, and they reach a store only where ``--articles`` names their file.  What is skewed in real
collections is skewed here: few outlets write most, articles crowd about events and meetings, some places are named all
the time and most hardly ever.  The same ``--seed`` gives the same file.

Without ``--records`` the file holds documents for ``geodata ingest``; with it, records as ingest would make them.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import timedelta
from itertools import accumulate
from pathlib import Path
from typing import IO, Any

from geodata.catalog import Catalog, catalog
from geodata.records import Place

FIRST, LAST = Day(2017, 1, 1), Day(2024, 12, 31)
LANGUAGES = {"ar": 0.42, "en": 0.26, "ru": 0.13, "tr": 0.11, "fa": 0.08}
OUTLETS = 240
# The share of articles that follow an event or a meeting, and how many days their number takes to halve.
CROWDED, HALF_LIFE = 0.6, 4.0

TITLES = {
    "en": ("Shelling reported in {place}", "Calm returns to {place} after talks", "Convoy reaches {place}, {zone}"),
    "ar": ("قصف على {place}", "هدوء في {place} بعد المحادثات", "قافلة مساعدات تصل إلى {place} في {zone}"),
    "ru": ("Сообщения об обстреле: {place}", "Затишье: {place}, {zone}", "Колонна прибыла: {place}"),
    "tr": ("{place} için bombardıman haberi", "{place}: görüşmeler sonrası sükûnet", "{place}, {zone}: yardım konvoyu"),
    "fa": ("گزارش گلوله‌باران در {place}", "آرامش در {place} پس از گفتگوها", "کاروان کمک به {place} در {zone} رسید"),
}
SENTENCES = {
    "en": "Delegations of {states} spoke of {zone} at {meeting}. Residents of {place} and {other} await an answer.",
    "ar": "بحثت وفود {states} ملف {zone} في {meeting}. وينتظر سكان {place} و {other} جواباً.",
    "ru": "Делегации ({states}) обсудили вопрос: {zone}; {meeting}. Жители ({place}, {other}) ждут ответа.",
    "tr": "{meeting}: {states} heyetleri {zone} konusunu görüştü. {place} ve {other} sakinleri yanıt bekliyor.",
    "fa": "هیئت‌های {states} در {meeting} درباره {zone} گفتگو کردند. ساکنان {place} و {other} در انتظار پاسخ‌اند.",
}


class Skewed:
    """Draws from a list in which the n-th is drawn as often as 1 / (n + flat)."""

    def __init__(self, ranked: Sequence[Any], flat: float):
        self._ranked = ranked
        self._sums = list(accumulate(1 / (n + flat) for n in range(1, len(ranked) + 1)))

    def one(self, chance: random.Random) -> Any:
        return self._ranked[bisect_left(self._sums, chance.random() * self._sums[-1])]


@dataclass
class Collection:
    """What synthetic articles are put together from."""

    data: Catalog
    chance: random.Random
    days: list[Day] = field(init=False)
    starts: list[Day] = field(init=False)
    meetings: list[str] = field(init=False)
    states: dict[str, dict[str, str]] = field(init=False)
    places: Skewed = field(init=False)
    outlets: Skewed = field(init=False)

    def __post_init__(self) -> None:
        events = [event.date for event in self.data.events.values()]
        self.days = [day for day in (*events, *(m.start for m in self.data.meetings.values())) if FIRST <= day <= LAST]
        self.meetings = list(self.data.meetings)
        self.starts = [meeting.start for meeting in self.data.meetings.values()]
        self.states = self.data.states["name"].to_dict()
        places = [place for place in self.data.places.values() if place.country == "syr"]
        self.chance.shuffle(places)
        places.sort(key=lambda place: -(place.population or 0))
        self.places = Skewed(places, 3)
        self.outlets = Skewed([f"Synthetic Outlet {n}" for n in range(1, OUTLETS + 1)], 1.5)

    def day(self) -> Day:
        if self.chance.random() < CROWDED:
            day = self.chance.choice(self.days) + timedelta(int(self.chance.expovariate(0.693 / HALF_LIFE)))
            return min(day, LAST)
        # what is written otherwise thins out over the years
        return FIRST + timedelta(int((LAST - FIRST).days * self.chance.random() ** 1.7))

    def drawn(self) -> dict[str, Any]:
        """What one article tells: day, language, outlet, and the ids of what it names."""
        day, chance = self.day(), self.chance
        latest = max(0, bisect_right(self.starts, day) - 1)
        return {
            "day": day,
            "language": chance.choices(list(LANGUAGES), list(LANGUAGES.values()))[0],
            "outlet": self.outlets.one(chance),
            "places": (self.places.one(chance), self.places.one(chance)),
            "zone": chance.choices(list(self.data.zones), (5, 1, 3, 2))[0],
            "meeting": self.meetings[latest],
            "states": chance.sample(("rus", "irn", "tur", "syr", "jor"), chance.choice((1, 2, 2, 3))),
            "names_meeting": chance.random() < 0.35,
            "names_zone": chance.random() < 0.5,
        }


def documents(n: int, collection: Collection) -> Iterator[dict[str, Any]]:
    """Synthetic documents, as ``geodata ingest`` takes them."""
    for number in range(n):
        drawn = collection.drawn()
        names = _names(drawn, collection)
        yield {
            "url": _url(number),
            "headline": _title(drawn, names, number),
            "text": SENTENCES[drawn["language"]].format(**names),
            "datePublished": str(drawn["day"]),
            "publisher": drawn["outlet"],
            "inLanguage": drawn["language"],
        }


def records(n: int, collection: Collection) -> Iterator[dict[str, Any]]:
    """The same as records."""
    for number in range(n):
        drawn = collection.drawn()
        language = drawn["language"]
        names = _names(drawn, collection)
        title = _title(drawn, names, number)
        digest = hashlib.sha256(f"{number} {title}".encode()).hexdigest()
        about = {drawn["zone"]: [names["zone"]]} if drawn["names_zone"] else {}
        if drawn["names_meeting"]:
            about = {drawn["meeting"]: [names["meeting"]], **about}
        states = [(id, _in(collection.states[id], language)) for id in drawn["states"]]
        places = {place.id: place for place in drawn["places"]}
        yield {
            "id": f"synthetic-{drawn['day']}-{digest[:12]}",
            "@type": "NewsArticle",
            "url": _url(number),
            "headline": title,
            "inLanguage": language,
            "datePublished": str(drawn["day"]),
            "publisher": drawn["outlet"],
            "about": list(about),
            "mentions": [
                *({"kind": "state", "id": id, "name": name, "count": 1} for id, name in states),
                *(
                    {
                        "kind": "place",
                        "id": id,
                        "name": _place(one, language),
                        "lon": one.lon,
                        "lat": one.lat,
                        "count": 1,
                    }
                    for id, one in places.items()
                ),
            ],
            "provenance": {
                "origin": "synthetic, made by geodata.demo; never published",
                "sha256": digest,
                "fields": {
                    "about": {"method": "synthetic", "evidence": about},
                    "mentions": {
                        "method": "synthetic",
                        "evidence": {
                            **{id: [name] for id, name in states},
                            **{id: [_place(one, language)] for id, one in places.items()},
                        },
                    },
                },
            },
        }


def _url(number: int) -> str:
    return f"https://example.org/synthetic/{number}"


def _title(drawn: dict[str, Any], names: dict[str, str], number: int) -> str:
    titles = TITLES[drawn["language"]]
    return f"{titles[number % len(titles)].format(**names)} ({number})"


def _names(drawn: dict[str, Any], collection: Collection) -> dict[str, str]:
    language, data = drawn["language"], collection.data
    place, other = drawn["places"]
    return {
        "place": _place(place, language),
        "other": _place(other, language),
        "zone": _in(data.zones[drawn["zone"]].name, language),
        "meeting": _in(data.meetings[drawn["meeting"]].label, language),
        "states": ", ".join(_in(collection.states[id], language) for id in drawn["states"]),
    }


def _place(place: Place, language: str) -> str:
    return getattr(place, f"name_{language}") or place.name_en


def _in(name: Any, language: str) -> str:
    return name.get(language) or name["en"]


def written_to(out: IO[bytes], made: Iterator[dict[str, Any]], n: int) -> None:
    for number, one in enumerate(made, 1):
        out.write(json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        if number % 20_000 == 0 and sys.stderr.isatty():
            print(f"\r{number:,} of {n:,}", end="\n" if number == n else "", file=sys.stderr, flush=True)


def main() -> int:
    verb = argparse.ArgumentParser(prog="python -m geodata.demo", description=(__doc__ or "").split("\n")[0])
    verb.add_argument("n", type=int, metavar="N", help="how many articles")
    verb.add_argument("out", type=Path, metavar="OUT", help="a .jsonl or .jsonl.gz file")
    verb.add_argument("--records", action="store_true", help="records ready to build, instead of documents to ingest")
    verb.add_argument("--seed", type=int, default=1, help="another number gives other articles")
    options = verb.parse_args()
    collection = Collection(catalog(), random.Random(options.seed))
    made = (records if options.records else documents)(options.n, collection)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with (
        gzip.open(options.out, "wb", compresslevel=3) if options.out.suffix == ".gz" else options.out.open("wb") as out
    ):
        written_to(out, made, options.n)
    return 0


if __name__ == "__main__":
    sys.exit(main())
