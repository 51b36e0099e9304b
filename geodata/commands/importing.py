"""``import``: an outline from a file, shown before it is written."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

from geodata.catalog import Catalog, catalog, read_articles
from geodata.commands.options import day
from geodata.comparison_formats import as_svg, shown
from geodata.errors import one_line
from geodata.files import replace_text
from geodata.importing import journal, limits
from geodata.importing.deadline import within
from geodata.importing.formats import refused
from geodata.importing.particulars import CONFIDENCES, FIELDS, STATUSES
from geodata.importing.proposal import incoming, propose
from geodata.importing.report import report
from geodata.importing.writing import user_name, write


def import_outline(options: argparse.Namespace) -> int:
    data = Catalog(Path(options.data), Path(options.data) / "seeds") if options.data else catalog()
    stated = {field: getattr(options, field) for field in FIELDS}
    path = Path(options.file)
    if options.svg and path.exists() and Path(options.svg).resolve() == path.resolve():
        raise refused(one_line(path.name), "the picture would take the outline's place", "name another file", "--svg")
    # what is to be written was shown before, and is not to be stopped half-way
    unhurried = options.write or options.large
    with contextlib.nullcontext() if unhurried else within(limits.SECONDS_IN_ALL, one_line(path.name)):
        return _imported(path, stated, data, options)


def _imported(path: Path, stated: dict[str, str | None], data: Catalog, options: argparse.Namespace) -> int:
    found = incoming(
        path,
        stated,
        data,
        layer=options.layer,
        stretches=Path(options.stretches) if options.stretches else None,
        stretches_layer=options.stretches_layer,
        swap_xy=options.swap_xy,
        large=options.large,
    )
    articles = [*data.articles.values(), *(one for name in options.articles for one in read_articles(Path(name)))]
    if options.write:
        proposal = write(found, stated, data, who=options.who or user_name(), why=options.why)
    else:
        proposal = propose(found, stated, data)
    print("\n".join(report(proposal, proposal.article_changes(articles))))
    picture = options.svg or ("" if options.write else f"{proposal.version}.svg")
    if picture:
        replace_text(Path(picture), as_svg(shown(proposal.after, [proposal.comparison]), proposal.after))
        print(f"  before and after: {picture}")
    landed = f"written to {data.directory / proposal.zone_file}, and a line to {journal.NAME}"
    print(landed if options.write else "nothing is written yet: --write lands it")
    return 0


def add(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser(
        "import",
        help="an outline from any vector file, as a new boundary version",
        description="Reads the outline, mends what is safe, refuses the rest, and shows what would change.",
    )
    verb.add_argument("file", metavar="FILE", help="GeoJSON, TopoJSON, Shapefile, KML, GeoPackage, …, also zipped")
    verb.add_argument("--zone", required=True, help="idlib, north-homs, eastern-ghouta or south")
    verb.add_argument("--valid-from", required=True, type=day, metavar="DAY", help="the first day")
    verb.add_argument("--valid-to", type=day, metavar="DAY", help="the day after the last (default: the next version)")
    verb.add_argument("--source", metavar="ID", help="whose outline it is: an id in sources.json")
    verb.add_argument("--method", metavar="TEXT", help="how it was made, in a sentence")
    verb.add_argument("--precision-km", metavar="X", help="how far the line may be off")
    verb.add_argument("--status", help=f"{', '.join(STATUSES)} (default: active)")
    verb.add_argument("--according", metavar="NAME", help="a reading to keep it under, instead of as the default")
    verb.add_argument("--confidence", help=f"{', '.join(CONFIDENCES)} (default: medium)")
    verb.add_argument("--note", metavar="TEXT")
    verb.add_argument("--layer", metavar="L", help="which layer, where the file has several")
    verb.add_argument("--stretches", metavar="FILE", help="lines along the outline, with follows and precision_km")
    verb.add_argument("--stretches-layer", metavar="L", help="their layer, here or in FILE (default: stretches)")
    verb.add_argument("--swap-xy", action="store_true", help="the file has latitude before longitude")
    verb.add_argument("--large", action="store_true", help="allow more than 10 MiB or 500,000 vertices")
    verb.add_argument("--articles", nargs="*", default=[], metavar="FILE", help="article records beside seeds/")
    verb.add_argument("--svg", metavar="OUT", help="the picture of before and after (default: VERSION.svg here)")
    verb.add_argument("--data", metavar="DIR", help="a data directory (default: the one that ships)")
    verb.add_argument("--write", action="store_true", help="change the data")
    verb.add_argument("--why", default="", metavar="TEXT", help="for the journal")
    verb.add_argument("--who", metavar="NAME", help="for the journal (default: git's user name)")
    verb.set_defaults(run=import_outline)
