"""Documents made to do harm: each is a clear reject or a clean record, and costs little memory."""

import bz2
import gzip
import io
import json
import resource
import zipfile

import pytest

from geodata.articles import in_memory, limits
from geodata.catalog import catalog

TEXT = "The fifth round of Astana talks opened today, Tuesday, with Russia, Iran and Turkey."
MIB = 1024 * 1024
BOMB = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def zipped(*members, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def record(**fields):
    return json.dumps({"headline": "Talks", "text": TEXT, **fields}).encode()


REJECTED = {
    "entities.rss": (BOMB + b"]><rss><channel><item><title>&m;</title></item></channel></rss>", "entities of its own"),
    "outside.rss": (OUTSIDE + b"<rss><channel><item><title>&f;</title></item></channel></rss>", "entities of its own"),
    "deep.json": (b'{"a":' * 100_000, "too deep"),
    "deeper.json": (b"[" * 1_000_000 + b"]" * 1_000_000, "too deep"),
    "deep.jsonl": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "too deep"),
    "line.jsonl": (b'{"text": "' + b"a" * (limits.LARGEST + 1) + b'"}', "longer than 16 MiB"),
    "zeros.jsonl.gz": (gzip.compress(b"\n" * 40 * MIB, 9), "unpacks to more than 200 times"),
    "endless.txt.bz2": (bz2.compress(bytes(40 * MIB)), "unpacks to more than 200 times"),
    "bomb.zip": (zipped(("a.txt", bytes(40 * MIB))), "unpacks to more than 200 times"),
    "nested.zip": (zipped(("inner.zip", zipped(("a.txt", TEXT)))), "an archive within the archive"),
    "cut.txt.gz": (gzip.compress(TEXT.encode() * 1000)[:-30], "a damaged archive"),
    "none.zip": (b"PK\x03\x04" + bytes(100), "a damaged archive"),
    "large.html": (b"<html>" + b"<p>Astana talks on Syria</p>" * 700_000, "larger than 16 MiB"),
    "nothing.html": (b"<html><script>Astana</script></html>", "no words"),
    "zeros.txt": (bytes(1000), "cannot be decoded"),
    "cell.csv": (b'title,text\nTalks,"' + b"a" * (limits.LONGEST_CELL + 10), "longer than 16 MiB"),
    "more.csv": (b"title,url\nTalks, on Syria,https://example.org/1\n", "3 cells, where the header has 2"),
}
KEPT = {
    "line.jsonl": record(text=TEXT + " talks" * 1_700_000),
    "line.txt": (TEXT + " talks" * 1_700_000).encode(),
    "deep.html": b"<html><h1>Talks</h1>" + b"<div><b>" * 900 + TEXT.encode(),
    "deeper.html": b"<html><h1>Talks</h1><p>" + TEXT.encode() + b"</p>" + b"<div><b>" * 200_000,
    "wide.html": b"<html><h1>Talks</h1>" + f"<p>{TEXT}</p>".encode() + b"<p>" * 100_000,
    "attributes.html": b"<html><h1>Talks</h1><p "
    + b" ".join(b"a%d=1" % n for n in range(50_000))
    + b">"
    + TEXT.encode(),
    "json-ld.html": b'<html><script type="application/ld+json">' + b"[" * 100_000 + b"</script><p>" + TEXT.encode(),
    "entities.html": BOMB + b"]><html><h1>Talks</h1><p>&m;</p><p>" + TEXT.encode(),
    "nulls.txt": TEXT.replace(" ", " \0", 1).encode() * 20,
    "nulls.csv": b'title,text\nTalks,"' + TEXT.encode() + b'\0"\n',
    "wide.json": json.dumps([{"headline": "Talks", "text": TEXT, **{f"k{n}": n for n in range(20_000)}}]).encode(),
    "surrogate.jsonl": b'{"headline": "Talks \\ud800\\u0000", "text": "' + TEXT.encode() + b'"}',
    "cut.rss": b"<rss><channel><item><title>Talks</title><description>" + TEXT.encode() + b"</description></item><item",
}


@pytest.mark.parametrize("name", REJECTED)
def test_what_cannot_be_read_is_rejected_with_its_reason_and_what_is_beside_it_goes_on(tmp_path, name):
    content, says = REJECTED[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zz.txt").write_text(TEXT, encoding="utf-8")
    records, problems = in_memory.ingest([str(tmp_path)], catalog())
    assert [one.provenance["file"] for one in records] == ["zz.txt"]
    assert any(says in one.problem for one in problems), problems
    assert all(one.file.startswith(name) and one.remedy for one in problems)


@pytest.mark.parametrize("name", KEPT)
def test_what_is_only_odd_is_a_clean_record(tmp_path, name):
    (tmp_path / name).write_bytes(KEPT[name])
    (found,), problems = in_memory.ingest([str(tmp_path)], catalog())
    assert problems == []
    assert found.about == ["astana-5"]
    line = in_memory.to_json_lines([found])
    assert "\0" not in line
    assert "\\u0000" not in line
    assert len(line) < 20_000


def test_a_row_after_a_bad_one_is_read(tmp_path):
    rows = [record(headline="One"), b'{"broken', b"\xff\xfe\xfd", b"[1]", record(headline="Two")]
    (tmp_path / "rows.jsonl").write_bytes(b"\n".join(rows))
    records, problems = in_memory.ingest([str(tmp_path)], catalog())
    assert [one.headline for one in records] == ["One", "Two"]
    assert [one.feature for one in problems] == ["line 2", "line 3", "line 4"]


def test_objects_before_the_place_where_a_list_breaks_are_kept(tmp_path):
    (tmp_path / "list.json").write_bytes(b"[" + record(headline="One") + b"," + record(headline="Two") + b",{")
    records, (problem,) = in_memory.ingest([str(tmp_path)], catalog())
    assert len(records) == 2
    assert problem.feature == "after record 2"


def test_memory_stays_bounded(tmp_path):
    """A line of two hundred megabytes makes the largest this process ever was no larger than a few lines do."""
    line = record(text=TEXT + " talks" * 3000) + b"\n"
    few = b"".join(line.replace(b"Talks", b"Talks %d" % number) for number in range(3))
    (tmp_path / "few.jsonl.gz").write_bytes(gzip.compress(few))
    with gzip.open(tmp_path / "many.jsonl.gz", "wb", compresslevel=1) as out:
        out.write(few)
        out.write(b'{"text": "')
        for _ in range(20):  # in pieces: held whole, it would itself be the largest this process ever was
            out.write(bytes(range(32, 127)).replace(b'"', b"").replace(b"\\", b"") * 100_000)
    in_memory.ingest([str(tmp_path / "few.jsonl.gz")], catalog())  # the libraries and the catalogue are there then
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    records, problems = in_memory.ingest([str(tmp_path / "many.jsonl.gz")], catalog())
    assert len(records) == 3
    assert problems
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
