"""A proposal in words, as the command line prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.article_changes import ArticleChange
from geodata.comparison_formats import as_text, shown
from geodata.importing.proposal import Proposal


def report(proposal: Proposal, articles: Sequence[ArticleChange]) -> Iterator[str]:
    """Lines: what was fixed, the version and its days, what ends for it, and what changes on the ground."""
    stated, place = proposal.stated, proposal.place
    yield from proposal.lines
    until = f"until {place.valid_to}" if place.valid_to else "still in force"
    kind = "the default" if place.default else "beside the default"
    yield f"{proposal.version}: from {stated.valid_from}, {until}; {stated.status}; {kind}; reading {place.according}"
    yield from (f"closes {version} on {stated.valid_from}" for version in place.closed)
    yield from (f"resumes {version} on {place.valid_to}" for version in place.resumed)
    yield ""
    yield as_text(shown(proposal.after, [proposal.comparison]), proposal.after).rstrip()
    yield f"  articles whose joins change: {len(articles) or 'none'}"
    for change in articles:
        ties = [f"+{tie.target} ({tie.basis}, {tie.certainty:g})" for tie in change.gained]
        ties += [f"-{tie.target} ({tie.basis}, {tie.certainty:g})" for tie in change.lost]
        yield f"    {change.article}: {', '.join(ties)}"
