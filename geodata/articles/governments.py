"""Governments called by their capitals: “Moscow said”, «بين أنقرة وموسكو» and not a meeting in Moscow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from geodata.articles.lexicon import SYRIA, Lexicon, Pattern
from geodata.articles.normal import form
from geodata.articles.reading import Match, Reading

# Words from a capital to what its government does: “Moscow has since said”.
TO_ACT = 3
# Between two capitals: “Moscow and Ankara”, “Moscow, Tehran and Ankara”.
TO_ANOTHER = 2
APOSTROPHES = ("'", "’")


def acting_governments(
    reading: Reading, kept: Iterable[Match], dateline: range, syria: bool, lexicon: Lexicon
) -> list[Match]:
    """States named by their capitals, where a word beside the capital says that it acts, or another capital does.

    In a text that speaks of Syria (``syria``) a capital abroad that opens a sentence acts, whatever the verb.
    Never in the dateline, nor where the capital is a place.
    """
    capitals = [
        match
        for match in kept
        if match.kind == "place"
        and match.id in lexicon.governments
        and match.first not in dateline
        and not _is_a_place(match, reading, lexicon)
    ]
    acting = []
    all_capitals = Ends.of(capitals)
    for match in capitals:
        is_one_of_several = all_capitals.stand_beside(match, reading)
        opens = syria and lexicon.governments[match.id] != SYRIA and _opens_a_sentence(match, reading)
        acts = opens or _acts(match, reading, lexicon)
        if is_one_of_several or (acts and not _names_an_occasion(match, reading, lexicon)):
            acting.append(match)
    states = [
        Match(Pattern("state", lexicon.governments[one.id], one.pattern.length), one.first, one.last) for one in acting
    ]
    speaking = _speaking(reading, kept, acting, dateline, lexicon)
    taken = {match.first for match in states}
    return states + [match for match in speaking if match.first not in taken]


def _is_a_place(match: Match, reading: Reading, lexicon: Lexicon) -> bool:
    """“in Moscow”, “Moskova'da”."""
    before = match.first - 1
    if reading.ends_at("before-place", before) and reading.in_one_sentence(before, match.first):
        phrase = any(one.last == before and one.first < before for one in reading.of_kind("acts"))
        return not phrase and not _is_impersonal(match, reading)
    language = lexicon.languages.get(reading.language or "")
    if language is None:
        return True
    word = reading.words[match.first]
    has_prefix = not lexicon.vocabulary.number(word.form)
    if has_prefix and word.form.startswith(tuple(language.place_prefixes) or "\0"):
        return True
    return has_place_suffix(match, reading, lexicon)


def has_place_suffix(match: Match, reading: Reading, lexicon: Lexicon) -> bool:
    """“Moskova'da”, “İştebrak'ta”."""
    after, language = match.last + 1, lexicon.languages.get(reading.language or "")
    if language is None or after >= len(reading.words) or reading.between(match.last, after) not in APOSTROPHES:
        return False
    return reading.words[after].form in _forms(tuple(language.place_suffixes))


def is_in_a_house(match: Match, reading: Reading, lexicon: Lexicon) -> bool:
    """“signed in the Kremlin”, «در کرملین», not «в Кремле заявили»."""
    if not reading.starts_at("house", match.first):
        return False
    before = match.first - (2 if reading.ends_at("filler", match.first - 1) else 1)
    is_there = reading.ends_at("in", before) or has_place_suffix(match, reading, lexicon)
    return is_there and not _is_impersonal(match, reading)


def _names_an_occasion(match: Match, reading: Reading, lexicon: Lexicon) -> bool:
    """“the Moscow summit”, «اتفاق موسكو»."""
    before, after = match.first - 1, match.last + 1
    language = lexicon.languages[reading.language or ""]
    if language.ordinal_follows_venue:
        # «اجلاس سه‌جانبه آنکارا»: an adjective may stand between
        return any(
            reading.ends_at(kind, at) and reading.in_one_sentence(at, match.first)
            for kind in ("round", "summit")
            for at in (before, before - 1, before - 2)
            if at >= 0
        )
    return reading.starts_at("round", after) or reading.starts_at("summit", after)


def _is_impersonal(match: Match, reading: Reading) -> bool:
    """«в Москве заявили», «в Вашингтоне и Аммане считают», «…, заявили в Ереване»: nobody else is said to say it."""
    if _is_said_in(match, reading):
        return True
    at = match.last + 1
    while at < len(reading.words) and (reading.words[at].capital or len(reading.words[at].form) == 1):
        at += 1
    return reading.starts_at("impersonal", at) and reading.in_one_sentence(match.first, at)


def _is_said_in(city: Match, reading: Reading) -> bool:
    """«в Киеве заявили», «…, заявили в Ереване»."""
    verb, after = city.first - 2, city.last + 1
    if reading.ends_at("claims", verb) and reading.in_one_sentence(verb, city.first):
        return verb == 0 or "," in reading.between(verb - 1, verb)
    return reading.starts_at("impersonal", after) and reading.in_one_sentence(city.first, after)


def _speaking(
    reading: Reading, kept: Iterable[Match], acting: Sequence[Match], dateline: range, lexicon: Lexicon
) -> list[Match]:
    """Governments of other capitals, and of hosts', where a word of saying stands right beside the city."""
    language = lexicon.languages.get(reading.language or "")
    if language is None or not (reading.of_kind("seat") and reading.of_kind("says", "impersonal")):
        return []
    taken = {at for one in kept if one.kind in ("phrase", "state") for at in range(one.first, one.last + 1)}
    found: list[Match] = []
    seats = [
        seat
        for seat in reading.longest_of_kind("seat")
        if seat.first not in taken
        and seat.first not in dateline
        and (not reading.ends_at("before-place", seat.first - 1) or _is_said_in(seat, reading))
    ]
    for seat in seats:
        if _is_said_in(seat, reading):
            says = True
        elif language.verbs_last:
            says = _opens_a_sentence(seat, reading) and any(
                match.first > seat.last and reading.in_one_sentence(seat.first, match.first)
                for match in reading.of_kind("says")
            )
        else:
            beside = (seat.first - 1, seat.last + 1) if language.article else (seat.last + 1, seat.last + 2)
            says = any(reading.starts_at("says", at) and reading.in_one_sentence(seat.first, at) for at in beside)
        if says:
            found.append(seat)
    # «رفضت عمّان والقاهرة»
    speaking = Ends.of([*found, *acting])
    alone = {seat.first for seat in found}
    found += [seat for seat in seats if seat.first not in alone and speaking.stand_beside(seat, reading)]
    return [Match(Pattern("state", one.id, one.pattern.length), one.first, one.last) for one in found]


@lru_cache(maxsize=16)
def _forms(suffixes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(form, suffixes))


def _acts(match: Match, reading: Reading, lexicon: Lexicon) -> bool:
    """A verb of governments stands near, or, where verbs come last, anywhere after in the sentence."""
    language = lexicon.languages[reading.language or ""]
    far = len(reading.words) if language.verbs_last else match.last + TO_ACT + 1
    for at in (match.first - 1, match.first - 2):
        if reading.ends_at("acts", at) and reading.in_one_sentence(at, match.first):
            return True
    for at in range(match.last + 1, min(far, len(reading.words))):
        if not reading.in_one_sentence(match.last, at):
            return False
        if reading.starts_at("acts", at):
            return True
    return False


def _opens_a_sentence(match: Match, reading: Reading) -> bool:
    before, after = match.first - 1, match.last + 1
    is_first = before < 0 or not reading.in_one_sentence(before, match.first)
    goes_on = after < len(reading.words) and reading.in_one_sentence(match.last, after)
    return is_first and goes_on and reading.between(match.last, after) in (" ", ", ", "، ")


@dataclass(frozen=True)
class Ends:
    """The words at which matches begin and end."""

    first: frozenset[int]
    last: frozenset[int]

    @classmethod
    def of(cls, matches: Collection[Match]) -> Ends:
        return cls(frozenset(one.first for one in matches), frozenset(one.last for one in matches))

    def stand_beside(self, match: Match, reading: Reading) -> bool:
        """“Moscow and Ankara”, “Moscow, Tehran”: one of them, no more than a word away."""
        return any(
            (at in self.last and reading.in_one_sentence(at, match.first))
            or (after in self.first and reading.in_one_sentence(match.first, after))
            for at, after in ((match.first - step, match.last + step) for step in range(1, TO_ANOTHER + 1))
        )
