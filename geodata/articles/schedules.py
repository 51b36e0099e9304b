"""Rounds named by their days: “the sixth round, due on 14 and 15 September”, whatever the text says of the city."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.articles.days import When
from geodata.articles.names import Names
from geodata.articles.occasions import NamedMeeting
from geodata.articles.reading import Match, Reading, by_sentence
from geodata.catalog import Catalog


def rounds_on_their_days(
    reading: Reading,
    names: Names,
    counted: Sequence[tuple[str, int, int]],
    whens: Sequence[When],
    abroad: Sequence[Match],
    catalog: Catalog,
) -> Iterator[NamedMeeting]:
    """A round counted in a sentence that tells one of its days, or talks on Syria on the day where the host is named.

    The text is on Syria, the guarantors or the host: much else goes on in rounds.  And the sentence names no city it
    did not sit in, and no other body that meets.
    """
    states, places = names.ids("state"), names.ids("place")
    abroad_in = by_sentence(reading, abroad)
    numbers: dict[int, set[str]] = {}
    for number, first, _ in counted:
        numbers.setdefault(reading.words[first].sentence, set()).add(number)
    rounds_in = reading.sentences(reading.of_kind("round"))
    others_in = reading.sentences(reading.of_kind("other-body"))
    for when in whens:
        sentence = reading.words[when.first].sentence
        if not when.is_written or when.start != when.end or sentence not in rounds_in or sentence in others_in:
            continue
        cities, told = {match.id for match in abroad_in.get(sentence, ())}, numbers.get(sentence, set())
        for meeting in catalog.meetings.values():
            if meeting.round is None or not meeting.start <= when.start <= meeting.end:
                continue
            is_counted = str(meeting.round) in told
            hosted = meeting.host in states or meeting.place in places
            is_on_it = names.speaks_of_syria or hosted or bool(reading.of_kind("guarantors"))
            is_alone = names.speaks_of_syria and hosted and not told
            if not cities - {meeting.place} and ((is_counted and is_on_it) or is_alone):
                yield NamedMeeting(meeting.id, when.first, when.last, "a round on its day")
