"""Short quotations from a text that show why something was found."""

from __future__ import annotations

from collections.abc import Iterable

from geodata.articles.reading import Match, Reading

LONGEST_SNIPPET = 120
AROUND = 30
MOST_SNIPPETS = 3


def snippet(text: str, start: int, end: int, around: int = AROUND) -> str:
    """The words of a span with some of what is around it, in one line of at most 120 characters."""
    left = max(0, start - around)
    right = min(len(text), end + around)
    if left:
        left = next((at + 1 for at in range(left, start) if text[at].isspace()), start)
    if right < len(text):
        right = next((at for at in range(right, end, -1) if text[at - 1].isspace()), end)
    return " ".join(text[left:right].split())[:LONGEST_SNIPPET].strip()


def quoted(reading: Reading, first: int, last: int) -> str:
    """The snippet of words ``first`` to ``last``."""
    return snippet(reading.text, reading.words[first].start, reading.words[last].end)


def by_id(reading: Reading, matches: Iterable[Match]) -> dict[str, list[str]]:
    """For each id the first snippets, different ones."""
    found: dict[str, list[str]] = {}
    for match in matches:
        snippets = found.setdefault(match.id, [])
        words = quoted(reading, match.first, match.last)
        if len(snippets) < MOST_SNIPPETS and words not in snippets:
            snippets.append(words)
    return found
