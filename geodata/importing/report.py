"""A proposal in words, as the command line prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.diffs import ArticleChange, Crossing, Difference
from geodata.importing.proposal import Proposal

SHOWN = 12  # names in a line; the rest are counted


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
    yield f"{proposal.comparison.before.name} → {proposal.version}"
    yield from changes(proposal.comparison.difference)
    yield from _articles(articles)


def changes(found: Difference) -> Iterator[str]:
    """The figures, and the places and posts that change sides."""
    yield f"  area           {found.before_km2:,.1f} → {found.after_km2:,.1f} km² ({found.change_km2:+,.1f})"
    yield f"  gained         {found.gained_km2:,.1f} km²"
    yield f"  lost           {found.lost_km2:,.1f} km²"
    if found.hausdorff_km is not None:
        yield f"  farthest apart {found.hausdorff_km:,.2f} km (Hausdorff distance)"
    yield f"  vertices       {found.before_vertices:,} → {found.after_vertices:,}"
    for what, crossings in (
        ("places in", found.places_gained),
        ("places out", found.places_lost),
        ("posts in", found.posts_gained),
        ("posts out", found.posts_lost),
    ):
        yield f"  {what:<14} {_named(crossings)}"


def _named(crossings: Sequence[Crossing]) -> str:
    if not crossings:
        return "none"
    names = ", ".join(f"{crossing.name_en} ({crossing.id})" for crossing in crossings[:SHOWN])
    rest = len(crossings) - SHOWN
    return f"{len(crossings)}: {names}" + (f" and {rest} more" if rest > 0 else "")


def _articles(articles: Sequence[ArticleChange]) -> Iterator[str]:
    yield f"  articles whose joins change: {len(articles) or 'none'}"
    for change in articles[:SHOWN]:
        ties = [f"+{tie.target} ({tie.basis})" for tie in change.gained]
        ties += [f"−{tie.target} ({tie.basis})" for tie in change.lost]
        yield f"    {change.article}: {', '.join(ties)}"
