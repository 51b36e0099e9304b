"""``recipes``: build, explain, compare, promote, and recipes from control marks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from geodata import recipes
from geodata.boundaries import area_km2, as_day, in_force
from geodata.catalog import DATA, Catalog
from geodata.commands.options import day, report
from geodata.comparisons import Comparison, named
from geodata.comparisons import Side as Outline
from geodata.credits import credits
from geodata.diffs import diff
from geodata.files import replace_text
from geodata.importing.writing import sole_writer, user_name
from geodata.pictures import comparison_picture, ground
from geodata.recipes.comparing import overlay
from geodata.recipes.explaining import changed_sides, explained
from geodata.recipes.formats import EXPLANATIONS, OVERLAYS
from geodata.recipes.marks import marks_of
from geodata.recipes.promoting import promote, promotion
from geodata.recipes.voting import recipe_from_marks
from geodata.recipes.written import written_recipe


def _data(options: argparse.Namespace) -> Catalog:
    return Catalog(Path(options.data), Path(options.data) / "seeds") if options.data else Catalog(DATA)


def _put(text: str, out: str | None) -> None:
    if out:
        replace_text(Path(out), text)
        print(out)
    else:
        sys.stdout.write(text)


def build(options: argparse.Namespace) -> int:
    data, only = _data(options), getattr(options, "version", None) or ""
    with sole_writer(data.directory, user_name()):
        texts, changes = recipes.rebuilt(data, only)
        if not options.dry_run:
            for path, text in texts.items():
                replace_text(path, text)
    verb = "would rebuild" if options.dry_run else "rebuilt"
    print("\n".join(f"{verb} {change}" for change in changes) or "every outline is what its recipe gives")
    return 0


def explain(options: argparse.Namespace) -> int:
    data = _data(options)
    if options.settlement:
        for pcode, side, change in changed_sides(data, options.version, options.settlement):
            name = next((place.name_en for place in data.places.values() if place.pcode == pcode), "")
            print(f"{pcode} {name}: {side} instead would change {options.version} by {change:+,.2f} km²")
        return 0
    _put(EXPLANATIONS[options.format](explained(data, options.version), data.sources), options.out)
    return 0


def compare(options: argparse.Namespace) -> int:
    data = _data(options)
    _put(OVERLAYS[options.format](overlay(data, options.zone, options.date), data.sources), options.out)
    return 0


def make_default(options: argparse.Namespace) -> int:
    data = _data(options)
    found = (
        promotion(data, options.version)
        if options.dry_run
        else promote(data, options.version, who=options.who or user_name(), why=options.why)
    )
    for old, new in found.renamed.items():
        print(f"{'would become' if options.dry_run else 'renamed'}: {old} → {', '.join(new)}")
    return 0


def from_marks(options: argparse.Namespace) -> int:
    data, path = _data(options), Path(options.file)
    marks, problems = marks_of(path, data, dict(pair.split("=", 1) for pair in options.colour))
    on = as_day(options.date)
    recipe = recipe_from_marks(
        data,
        marks,
        options.zone,
        on,
        options.holder,
        file=path.name,
        source=options.source,
        within_km=options.within_km,
    )
    outline = recipes.to_wgs84(recipes.Builder(data).made(recipe))
    listed = recipe.steps[0].settlements  # type: ignore[union-attr]
    inside = sum(one.side == "inside" for one in listed)
    print(f"{recipe.id}: {area_km2(outline):,.1f} km² of {inside:,} settlements, from {len(marks):,} marks")
    default = in_force(data.boundaries, on)
    now = default.index[default["zone"] == options.zone]
    before = named(data, now[0]) if len(now) else Outline(f"{options.zone} on {on}: no outline", None, options.zone, on)
    after = Outline(recipe.id, outline, options.zone, on, options.source, recipe.method)
    found = diff(before.outline, outline, places=data.places.values(), posts=data.posts.values(), day=on)
    comparison = Comparison(before, after, found)
    shared = found.before_km2 - found.lost_km2
    iou = shared / (shared + found.gained_km2 + found.lost_km2)
    print(
        f"against {before.name}: {found.before_km2:,.1f} km², gained {found.gained_km2:,.1f}, "
        f"lost {found.lost_km2:,.1f}, {iou:.1%} shared (IoU); "
        f"{len(found.places_gained)} places gained, {len(found.places_lost)} lost"
    )
    if options.out:
        replace_text(Path(options.out), written_recipe(recipe))
        print(options.out)
    if options.svg:
        sources = credits(data.sources, [side.source for side in (before, after) if side.source])
        replace_text(Path(options.svg), comparison_picture([comparison], ground(data), comparison.title, sources))
        print(options.svg)
    return report(problems)


def _colour(text: str) -> str:
    if "=" not in text:
        raise argparse.ArgumentTypeError(f"{text!r} is not COLOUR=HOLDER")
    return text.lower()


def add(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("recipes", help="outlines from their recipes: build, explain, compare, promote, from-marks")
    verb.add_argument("--data", metavar="DIR", help="a data directory (default: the one that ships)")
    verb.set_defaults(run=build, dry_run=False)
    kinds = verb.add_subparsers(metavar="VERB", help="(default: build)")

    kind = kinds.add_parser("build", help="write the outlines and stretches the recipes give")
    kind.add_argument("version", nargs="?", metavar="VERSION", help="a version, an area or a recipe (default: all)")
    kind.add_argument("--dry-run", action="store_true", help="only say what would change, in km²")
    kind.set_defaults(run=build)

    kind = kinds.add_parser("explain", help="how an outline came to be, settlement by settlement")
    kind.add_argument("version", metavar="VERSION", help="a version, an area or a recipe")
    kind.add_argument(
        "--settlement", action="append", metavar="PCODE", help="what it would come to if this one changed sides"
    )
    kind.add_argument("--format", choices=tuple(EXPLANATIONS), default="text")
    kind.add_argument("--out", metavar="FILE", help="write there (default: standard output)")
    kind.set_defaults(run=explain)

    kind = kinds.add_parser("compare", aliases=["readings"], help="where the readings of a zone disagree on a day")
    kind.add_argument("zone", metavar="ZONE")
    kind.add_argument("--date", default="2017-07-04", type=day)
    kind.add_argument("--format", choices=tuple(OVERLAYS), default="text")
    kind.add_argument("--out", metavar="FILE", help="write there (default: standard output)")
    kind.set_defaults(run=compare)

    kind = kinds.add_parser("promote", help="make another reading the default for its days")
    kind.add_argument("version", metavar="VERSION")
    kind.add_argument("--why", default="", metavar="TEXT", help="for the journal; needed")
    kind.add_argument("--who", metavar="NAME", help="for the journal (default: git's user name)")
    kind.add_argument("--dry-run", action="store_true", help="only say what would be renamed")
    kind.set_defaults(run=make_default)

    kind = kinds.add_parser("from-marks", help="a recipe from marks of who held which settlement")
    kind.add_argument("file", metavar="FILE", help="CSV (date, holder, and place, pcode or lon and lat) or Lua")
    kind.add_argument("--zone", required=True)
    kind.add_argument("--date", required=True, type=day)
    kind.add_argument("--holder", required=True, action="append", help="whose side is inside; may be given twice")
    kind.add_argument("--colour", action="append", default=[], type=_colour, metavar="COLOUR=HOLDER", help="for Lua")
    kind.add_argument("--within-km", type=float, default=3.0, metavar="X", help="from a mark to its settlement")
    kind.add_argument("--source", default="general-knowledge", metavar="ID", help="where the marks are from")
    kind.add_argument("--out", metavar="FILE", help="write the recipe there")
    kind.add_argument("--svg", metavar="FILE", help="draw it there, beside the default of the day")
    kind.set_defaults(run=from_marks)
