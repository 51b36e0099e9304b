"""The words an article is found by, and those a reader asks for, in one form.

Spellings of a word agree (``geodata.articles.normal``).  What Arabic attaches in front of a word – and, so, with,
like, for, the – is also taken off, so that غوطة finds بالغوطة.
"""

from __future__ import annotations

from collections.abc import Iterator

from geodata.articles.normal import WORD, form
from geodata.records import Article

# In this order, each at most once.
ATTACHED = (("و", "ف"), ("ب", "ك", "ل"), ("ال", "ل"))
FIRST_ATTACHED = frozenset("وفبكلا")
LEAST_REST = 3
# Words of a query beyond this many, the shortest first, are left out: they cost time and tell little.
MOST_ASKED = 16


def indexed_words(article: Article) -> list[str]:
    """Each word of headline, publisher and summaries once, with and without what is attached."""
    text = "\n".join(filter(None, (article.headline, article.publisher, *article.abstract.values())))
    found = dict.fromkeys(forms(text))
    for word in list(found):
        if word[0] in FIRST_ATTACHED:
            found.update(dict.fromkeys(_without_attached(word)))
    return list(found)


def forms(text: str) -> Iterator[str]:
    """The words of a text in the form in which spellings agree."""
    for found in WORD.finditer(text):
        yield form(found.group())


def _without_attached(word: str) -> Iterator[str]:
    for attached in ATTACHED:
        letters = next((one for one in attached if word.startswith(one) and len(word) - len(one) >= LEAST_REST), None)
        if letters:
            word = word[len(letters) :]
            yield word


def asked_words(text: str) -> list[str]:
    """The words of a query, each the beginning of a word to be found; nothing in it is syntax."""
    asked = sorted(set(forms(text)), key=len, reverse=True)
    distinct = [word for n, word in enumerate(asked) if not any(longer.startswith(word) for longer in asked[:n])]
    return distinct[:MOST_ASKED]
