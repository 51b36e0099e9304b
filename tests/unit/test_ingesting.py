"""A run of ``ingest``: what it writes, what it rejects, how it goes on, what it links."""

import json

import pytest

from geodata.__main__ import main
from geodata.articles import in_memory, ingesting
from geodata.articles.duplicates import canonical, nearly_the_same
from geodata.articles.ingesting import Asked, Run
from geodata.articles.sources import Meter
from geodata.catalog import catalog, read_articles
from geodata.errors import Refused

TEXT = "The fifth round of Astana talks opened today, Tuesday, with Russia, Iran and Turkey."


def rows(path, *records):
    path.write_text("".join(one if isinstance(one, str) else json.dumps(one) + "\n" for one in records), "utf-8")
    return path


def story(headline, **fields):
    return {"headline": headline, "text": TEXT, "datePublished": "2017-07-04", **fields}


@pytest.fixture
def mixed(tmp_path):
    many = [story(f"Envoys number {n} speak about maps", url=f"https://example.org/{n}") for n in range(100)]
    return rows(tmp_path / "in.jsonl", *many, "{broken\n", many[7], many[8], {"headline": 3}, story("The last of all"))


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_run_writes_records_rejects_and_a_summary_that_counts_all(mixed, tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    assert main(["ingest", str(mixed), "--out", str(out)]) == 0
    assert len(lines(out)) == 101
    rejects = lines(tmp_path / "out.jsonl.rejects.jsonl")
    assert [one["position"] for one in rejects] == ["line 101", "line 102", "line 103", "line 104"]
    assert all(set(one) == {"source", "position", "reason", "remedy"} and one["remedy"] for one in rejects)
    assert "101 articles; 2 repeated; 2 rejected" in capsys.readouterr().err


def test_where_nothing_comes_of_it_the_input_is_refused(tmp_path, capsys):
    source = rows(tmp_path / "in.jsonl", "{broken\n")
    assert main(["ingest", str(source), "--out", str(tmp_path / "out.jsonl")]) == 1
    assert "in.jsonl:line 1: not JSON" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert main(["ingest", str(tmp_path / "empty")]) == 1
    assert "no document" in capsys.readouterr().err


def test_the_rejects_of_a_run_are_no_articles_of_the_next(mixed, tmp_path):
    folder = tmp_path / "records"
    assert main(["ingest", str(mixed), "--out", str(folder / "out.jsonl")]) == 0
    assert main(["ingest", str(folder), "--out", str(tmp_path / "again.jsonl")]) == 0
    assert len(read_articles(folder)) == 101


def test_records_written_into_the_folder_of_the_documents_are_none_of_them(mixed, tmp_path):
    out = tmp_path / "out.jsonl"
    assert main(["ingest", str(tmp_path), "--out", str(out)]) == 0
    once = out.read_bytes()
    assert main(["ingest", str(tmp_path), "--out", str(out)]) == 0
    assert out.read_bytes() == once


def test_several_processes_give_the_same_bytes_in_the_same_order(mixed, tmp_path):
    for workers in ("1", "3"):
        assert main(["ingest", str(mixed), "--out", str(tmp_path / f"{workers}.jsonl"), "--workers", workers]) == 0
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "3.jsonl").read_bytes()


class Stopped(Exception):
    """In place of a kill: ``tests/kill_ingest.py`` does it for real."""


def test_an_interrupted_run_goes_on_and_ends_as_if_nothing_had_been(mixed, tmp_path, monkeypatch):
    asked = Asked([str(mixed)], catalog())
    whole = Run(asked, tmp_path / "whole.jsonl", tmp_path / "whole.rejects")(Meter())
    monkeypatch.setattr(ingesting, "SECONDS_BETWEEN_CHECKPOINTS", 0.01)
    monkeypatch.setattr(ingesting, "TIMES_A_CHECKPOINT", 0)
    out, seen = tmp_path / "out.jsonl", 0

    def stop(count):
        nonlocal seen
        seen += 1
        if seen == 80:
            raise Stopped

    with pytest.raises(Stopped):
        Run(asked, out, tmp_path / "out.rejects")(Meter(), stop)
    assert not out.exists()
    part = out.with_name(".out.jsonl.part")
    part.write_bytes(part.read_bytes() + b'{"half')
    again = Run(asked, out, tmp_path / "out.rejects")(Meter())
    assert 0 < again.resumed_at <= 80
    assert again.counts == whole.counts
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert (tmp_path / "out.rejects").read_bytes() == (tmp_path / "whole.rejects").read_bytes()
    assert not list(tmp_path.glob(".out.jsonl*"))


def test_a_run_does_not_go_on_where_the_input_has_changed(mixed, tmp_path, monkeypatch):
    monkeypatch.setattr(ingesting, "SECONDS_BETWEEN_CHECKPOINTS", 0)
    monkeypatch.setattr(ingesting, "TIMES_A_CHECKPOINT", 0)
    asked, out = Asked([str(mixed)], catalog()), tmp_path / "out.jsonl"

    def stop(count):
        raise Stopped

    run = Run(asked, out, tmp_path / "out.rejects")
    with pytest.raises(Stopped):
        run(Meter(), lambda count: stop(count) if (tmp_path / ".out.jsonl.part").stat().st_size else None)
    rows(mixed, story("Another story altogether"))
    result = Run(asked, out, tmp_path / "out.rejects")(Meter())
    assert (result.resumed_at, len(lines(out))) == (0, 1)


def linked(tmp_path, *records):
    found, _ = in_memory.ingest([str(rows(tmp_path / "in.jsonl", *records))], catalog())
    ids = {one.id: number for number, one in enumerate(found)}
    return [[ids[id] for id in one.sameAs] for one in found]


TALKS = "Guarantors agree on maps of four safe areas in Syria"


@pytest.mark.parametrize(
    ("second", "is_linked"),
    [
        (story(TALKS, publisher="Other Post"), True),
        (story("Guarantors agree on the maps of four safe areas in SYRIA!", publisher="Other Post"), True),
        (story("Guarantors agree on maps of four safe areas for Syria: ministry"), True),
        (story(TALKS, datePublished="2017-07-05"), False),
        (story("Guarantors disagree on borders of two safe areas in Syria"), False),
        (story(TALKS.replace("four", "4")), False),
        (story("Another headline", url="http://www.example.org/a/?utm_source=x#top", datePublished="2018-01-01"), True),
        (story("Another headline", url="https://example.org/b"), False),
    ],
)
def test_records_that_tell_the_same_story_are_linked_and_both_kept(tmp_path, second, is_linked):
    first = story(TALKS, url="https://example.org/a", publisher="First Post")
    assert linked(tmp_path, first, second) == [[], [0] if is_linked else []]


def test_a_third_is_linked_to_the_first_and_says_why(tmp_path):
    third = story(TALKS, publisher="C")
    source = rows(
        tmp_path / "in.jsonl", story(TALKS, publisher="A", text=TEXT + " A"), story(TALKS, publisher="B"), third
    )
    found, problems = in_memory.ingest([str(source)], catalog())
    assert len(found) == 2  # the last has the same words as the second, and no address
    assert found[1].sameAs == [found[0].id]
    assert found[1].provenance["fields"]["sameAs"]["method"] == "headline and day"
    assert "the same document" in problems[0].problem
    assert '"sameAs"' not in in_memory.to_json_lines([found[0]])


def test_rounds_of_talks_are_not_one_story():
    assert not nearly_the_same("astana 5 talks open russia iran turkey", "astana 6 talks open russia iran turkey")


def test_addresses_of_one_page_are_one():
    same = ["http://www.example.org/a/?utm_source=x", "https://example.org/a#b", "https://m.example.org/a?fbclid=1"]
    assert len(set(map(canonical, same))) == 1


def test_a_wrong_option_is_wrong_usage(tmp_path):
    for wrong in (["--map", "colour=x"], ["--encoding", "utf-99"], ["--format", "pdf"]):
        with pytest.raises(SystemExit) as ended:
            main(["ingest", str(tmp_path), *wrong])
        assert ended.value.code == 2


def test_two_runs_do_not_write_one_file(mixed, tmp_path):
    run = Run(Asked([str(mixed)], catalog()), tmp_path / "out.jsonl", tmp_path / "out.rejects")

    def another(count):
        run(Meter())

    with pytest.raises(Refused) as refused:
        run(Meter(), another)
    assert "another run is writing it" in refused.value.problems[0].problem


def test_without_a_file_records_go_to_standard_output_and_rejects_where_they_are_asked_for(tmp_path, capsys):
    source = rows(tmp_path / "in.jsonl", story("Talks"), "{broken\n")
    assert main(["ingest", str(source), "--rejects", str(tmp_path / "bad.jsonl")]) == 0
    assert json.loads(capsys.readouterr().out)["headline"] == "Talks"
    assert [one["position"] for one in lines(tmp_path / "bad.jsonl")] == ["line 2"]
