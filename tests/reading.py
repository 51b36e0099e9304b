"""What tests of articles share: records of texts, without files."""

from geodata.articles.documents import RawDocument
from geodata.articles.lexicon import lexicon
from geodata.articles.record import article
from geodata.catalog import catalog


def record(text, **given):
    """The record of a text, with what its source gives of itself."""
    return article(RawDocument("note.txt", "", text, "0" * 64, given), catalog(), lexicon(catalog()))


def named(found, kind):
    return {mention.id for mention in found.mentions if mention.kind == kind}


def why(found, field):
    return found.provenance["fields"][field]["reasoning"]
