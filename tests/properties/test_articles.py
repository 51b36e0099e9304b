"""Articles from any text at all."""

import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.articles import in_memory
from geodata.articles.documents import GIVEN_FIELDS
from geodata.articles.formats import BY_SUFFIX, documents, pieces
from geodata.articles.formats.pieces import Options, Piece
from geodata.articles.lexicon import lexicon
from geodata.articles.normal import form, words
from geodata.articles.record import article
from geodata.articles.sources import Guarded, Source
from geodata.catalog import catalog
from geodata.errors import Problem, Refused
from geodata.records import Article
from tests.reading import record

PIECES = (
    "Astana أستانا Астана آستانه 5 ٥ ۵ . , - – ( ) today اليوم сегодня Tuesday الثلاثاء fifth round الجولة الخامسة "
    "memorandum de-escalation zones 4 July 2017 2017-07-04 تموز Homs حمص Syria سوريا Russia Sputnik الوقت- (TASS) ' ’ %"
)
bits = st.sampled_from([*PIECES.split(" "), "\n"])
newsy = st.lists(bits, max_size=40).map(" ".join)
texts = st.text(max_size=300) | newsy


@given(texts)
def test_any_text_gives_a_valid_record_or_is_refused(text):
    try:
        found = record(text)
    except Refused:
        assert not any(word.number is None for word in words(text))
    else:
        assert Article.model_validate_json(in_memory.to_json_lines([found])) == found


@given(texts)
def test_words_lie_in_the_text_in_order(text):
    last = 0
    for word in words(text):
        assert last <= word.start < word.end <= len(text)
        assert word.form
        last = word.end


@given(st.text(min_size=1, max_size=20))
def test_a_normal_form_is_its_own(word):
    assert form(form(word)) == form(word)


@given(newsy)
def test_snippets_are_quoted_and_short(text):
    found = record("Syria " + text)
    in_one_line = " ".join(("Syria " + text).split())
    for field in found.provenance["fields"].values():
        kept = field["evidence"]
        for snippets in kept.values() if isinstance(kept, dict) else [kept]:
            assert all(snippet in in_one_line and len(snippet) <= 120 for snippet in snippets)


fields = st.dictionaries(st.sampled_from(["text", *GIVEN_FIELDS]), st.text(max_size=40) | st.none() | st.integers())
MARKUP = (
    "<html> <p> </p> <title> <item> <rss> <entry> <link> <!ENTITY <![CDATA[ ]]> &amp; &#0; <script "
    'type="application/ld+json"> {"@graph":[ "headline": " , ; { [ } ] \\ud800 \\u0000'
)
marked = st.lists(st.sampled_from([*MARKUP.split(" "), "\n", "\t", "\0", " أستانا "]), max_size=30).map("".join)


@given(
    st.sampled_from([*sorted(BY_SUFFIX), "", ".gz"]),
    st.binary(max_size=200)
    | st.lists(fields, max_size=3).map(json.dumps).map(str.encode)
    | marked.map(lambda text: text.encode("utf-8", "surrogatepass")),
)
@settings(max_examples=300)
def test_any_bytes_give_records_or_problems(suffix, content):
    known = lexicon(catalog()).languages
    name = f"note{suffix}"
    source = Source(name, suffix, lambda: Guarded(name, io.BytesIO(content), lambda: len(content), False))
    for piece in pieces(source, Options(), known):
        for one in documents(piece, known) if isinstance(piece, Piece) else [piece]:
            if not isinstance(one, Problem):
                try:
                    found = article(one, catalog(), lexicon(catalog()))
                except Refused:
                    continue
                in_memory.to_json_lines([found]).encode("utf-8")
