"""Rounds counted in a text, by number or ordinal (“fifth round”, “5th meeting”, “Astana V”), whatever they are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.articles.languages import LanguageWords
from geodata.articles.reading import Match, Reading

# Words between an ordinal and the word for round: “fifth high-level international meeting”.
ORDINAL_TO_ROUND = 4
# Between an ordinal and the city, where the word for round stood before: “this one, the fourth, opened in Astana”.
ORDINAL_TO_VENUE = 3
# Between a round and the body it is of: “the tenth summit of the heads of the Turkic states”.
BODY_TO_ROUND = 5
_ROMAN = "ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii"
ROMAN = {form: number for number, form in enumerate(_ROMAN.split(" "), 2)}


def counted_rounds(
    reading: Reading, dates_at: set[int], venues: Sequence[Match], known: dict[str, LanguageWords]
) -> Iterator[tuple[str, int, int]]:
    """Number and span of “fifth round”, «الجولة الخامسة», “round 5”; of “the fourth, in Astana” where a round was told.

    ``venues`` are cities beside which an ordinal needs no word for round.
    """
    round_at = {position: m for m in reading.of_kind("round") for position in range(m.first, m.last + 1)}
    round_in = {reading.words[position].sentence for position in round_at}
    at_venue = {venue.first for venue in venues}
    # «هفتمین اجلاس سران» is the seventh summit, not the seventh round
    heads_at = {match.first for match in reading.of_kind("summit-of-heads") if match.last > match.first}
    language = known.get(reading.language or "")
    follows = language is None or language.ordinal_follows_venue
    for number, first, last in _ordinals(reading, dates_at, known):
        if is_of_another_body(reading, first, last):
            continue
        word = _round_beside(reading, first, last, round_at, follows)
        if word is not None and word.first in heads_at:
            continue
        if word is not None:
            yield number, min(first, word.first), max(last, word.last)
        elif reading.words[first].sentence in round_in and not _counts_other(reading, first, last):
            venue = next((at for at in range(last + 2, last + ORDINAL_TO_VENUE + 1) if at in at_venue), None)
            parted = venue is not None and (reading.ends_at("in", last + 1) or "," in reading.between(last, last + 1))
            if parted and reading.in_one_sentence(first, last + 2):
                yield number, first, last


def _counts_other(reading: Reading, first: int, last: int) -> bool:
    return reading.ends_at("not-round", first - 1) or _goes_on_with_other(reading, last)


def _goes_on_with_other(reading: Reading, last: int) -> bool:
    """“the fifth round draft”, not “the fifth round, set for July”."""
    return reading.starts_at("not-round", last + 1) and "," not in reading.between(last, last + 1)


def _ordinals(reading: Reading, dates_at: set[int], known: dict[str, LanguageWords]) -> Iterator[tuple[str, int, int]]:
    """Number and span of ordinals in words, of “5th”, “11.”, “5-й”, and of numbers after the word for round."""
    for match in reading.longest_of_kind("ordinal"):
        yield match.id, match.first, match.last
    for match in reading.longest_of_kind("cardinal"):
        if reading.ends_at("round", match.first - 1):
            yield match.id, match.first, match.last
    suffixes = {s for code, one in known.items() if reading.language in (None, code) for s in one.ordinal_suffixes}
    for at, word in enumerate(reading.words):
        if word.number is None or at in dates_at:
            continue
        after = at + 1
        if after < len(reading.words):
            gap = reading.between(at, after)
            if reading.words[after].form in suffixes and gap in ("", "-", "'", "’"):
                yield str(word.number), at, after
                continue
            if gap == ". " and "." in suffixes:
                yield str(word.number), at, at
                continue
        if reading.ends_at("round", at - 1) and reading.between(at - 1, at) in (" ", " №", "-"):
            yield str(word.number), at, at


def _round_beside(reading: Reading, first: int, last: int, round_at: dict[int, Match], follows: bool) -> Match | None:
    """The word for round or meeting nearest an ordinal, unless the ordinal counts days, sessions or visits.

    Where ordinals do not follow what they count, one that does is beside it or set off: “the meeting, the fifth”.
    """
    if _counts_other(reading, first, last):
        return None
    for step in range(1, ORDINAL_TO_ROUND + 1):
        after, before = range(last + 1, last + step), range(first - step + 1, first)
        for position, between in ((last + step, after), (first - step, before)):
            word = round_at.get(position)
            if word and position < first and not follows and step > 1:
                word = word if "," in reading.between(word.last, word.last + 1) else None
            if word and reading.in_one_sentence(position, first):
                counts_other = any(reading.starts_at("not-round", at) for at in between)
                counts_other |= _goes_on_with_other(reading, word.last)
                counts_other |= reading.ends_at("not-round", word.first - 1) and word.first - 1 != last
                counts_other &= not _is_so_long(reading, word)
                return None if counts_other else word
    return None


def _is_so_long(reading: Reading, word: Match) -> bool:
    """“the two-day talks, the 20th”: the days are how long they last."""
    at = word.first - 2
    return at >= 0 and (reading.ends_at("cardinal", at) or reading.words[at].number is not None)


def is_of_another_body(reading: Reading, first: int, last: int) -> bool:
    """“the tenth summit of the Turkic states”, «заседание ШОС»."""
    if not reading.of_kind("other-body"):
        return False
    before, after = range(first - BODY_TO_ROUND, first), range(last + 1, last + BODY_TO_ROUND + 1)
    return any(reading.ends_at("other-body", at) and reading.in_one_sentence(at, first) for at in before) or any(
        reading.starts_at("other-body", at) and reading.in_one_sentence(first, at) for at in after
    )


def roman(reading: Reading, at: int) -> int | None:
    """“Astana V”."""
    word = reading.words[at]
    return ROMAN.get(word.form) if word.all_capitals else None


def counts_something(reading: Reading, venue: Match, at: int, common: set[str] | None) -> bool:
    """A score (“Astana 5-0”), a share (“Astana 5%”), or things in the city (“in Astana 5 delegations”)."""
    after = at + 1
    if after >= len(reading.words):
        return reading.text[reading.words[at].end :].startswith("%")
    gap = reading.between(at, after)
    if reading.words[after].number is not None and gap.strip() in ("-", "–", ":", ".", ","):
        return True
    in_the_city = (
        common is not None and reading.ends_at("in", venue.first - 1) and reading.between(venue.last, at) == " "
    )
    return gap.startswith("%") or (
        in_the_city and gap == " " and reading.written(after, after).lower() not in (common or ())
    )
