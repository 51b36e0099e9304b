"""Before and after as a picture: what changes between outlines, drawn as SVG.

A pure function of the comparisons and the ground beneath them: the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor, log10
from textwrap import wrap

from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from geodata.catalog import Catalog
from geodata.comparisons import Comparison, Side
from geodata.credits import MAKER
from geodata.diffs import Crossing
from geodata.markup import escaped
from geodata.svg import CHARACTER, FONTS, INK, MUTED, PAPER, Column, Sheet, label, lines

# Blue and vermilion of the Okabe–Ito set stay apart under every common form of colour blindness; lost
# ground is hatched as well, so that a grey print still tells them apart.
GAINED, LOST = "#0072B2", "#D55E00"
GAINED_MARK, LOST_MARK = "#003A5C", "#6B2A00"
SEA, LAND, SYRIA, BORDER = "#DDE7EC", "#ECE9E1", "#FBFAF6", "#B8B1A2"

MARGIN = 24
MAP_WIDTH = 700
MAP_HEIGHTS = 420, 760
COLUMN_WIDTH = 270
HEADER = 84
MANY = 40  # more villages than this are dots without names
HALO = f' paint-order="stroke" stroke="{SYRIA}" stroke-width="3" stroke-linejoin="round"'


@dataclass(frozen=True)
class Ground:
    """What lies beneath: geometries in WGS 84, and cities as name, lon, lat."""

    states: tuple[BaseGeometry, ...]
    syria: BaseGeometry
    governorates: tuple[BaseGeometry, ...]
    disputed: tuple[BaseGeometry, ...]
    cities: tuple[tuple[str, float, float], ...]
    credits: tuple[str, ...]


def ground(catalog: Catalog) -> Ground:
    """The land, Syria, its governorates, disputed ground and the cities of the gazetteer."""
    states, governorates = catalog.states, catalog.governorates
    cities = (place for place in catalog.places.values() if place.kind == "city")
    largest_first = sorted(cities, key=lambda place: (-(place.population or 0), place.id))
    sources = sorted({*states["source"], *governorates["source"], *catalog.disputed["source"]})
    return Ground(
        tuple(states.geometry.drop("syr")),
        states.geometry["syr"],
        tuple(governorates.geometry),
        tuple(catalog.disputed.geometry),
        tuple((place.name_en, place.lon, place.lat) for place in largest_first),
        tuple(dict.fromkeys(catalog.sources[id].attribution for id in sources)),
    )


def comparison_picture(comparisons: Sequence[Comparison], beneath: Ground, title: str, sources: Sequence[str]) -> str:
    """Before and after of one or several outlines, as an SVG document.

    Parameters
    ----------
    comparisons : what is compared; those without any outline are left out of the map
    beneath : as ``ground`` gives it
    title : the heading; plain text
    sources : the lines to credit the outlines with; those of the ground are added

    Shown are the ground, both outlines (before dashed, after solid), gained and lost areas, the places that
    change sides, figures, a legend, a scale bar and the sources.
    """
    outlines = [
        side.outline for c in comparisons for side in (c.before, c.after) if side.outline and not side.outline.is_empty
    ]
    sheet = Sheet(outlines or [beneath.syria], MAP_WIDTH, MAP_HEIGHTS)
    column = Column(MARGIN + MAP_WIDTH + 24, HEADER, COLUMN_WIDTH)
    for part in (_legend, *(_figures(comparison, len(comparisons) > 1) for comparison in comparisons)):
        part(column)
    beneath_only = [line for line in beneath.credits if not any(line in source for source in sources)]
    notes = [_precision(comparisons), *sources, *beneath_only, f"Picture: {MAKER}."]
    width = MARGIN * 2 + MAP_WIDTH + 24 + COLUMN_WIDTH
    below = max(HEADER + sheet.height, column.y) + 24
    footer = lines(notes, MARGIN, below, 10, width - 2 * MARGIN, MUTED)
    height = below + 14 * len(footer) + MARGIN - 10
    subtitle = " and ".join(c.title for c in comparisons) if len(comparisons) == 1 else f"{len(comparisons)} zones"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title desc" font-family="{FONTS}">',
            f'<title id="title">{escaped(title)}</title>',
            f'<desc id="desc">{escaped(_described(comparisons))}</desc>',
            _DEFINITIONS.format(height=sheet.height),
            f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
            label(MARGIN, 40, title, 20, INK, ' font-weight="600"'),
            *lines([subtitle], MARGIN, 62, 13, width - 2 * MARGIN, MUTED)[:1],
            f'<g transform="translate({MARGIN} {HEADER})">',
            '<g clip-path="url(#map)">',
            *_drawn_ground(sheet, beneath),
            *_drawn_changes(sheet, comparisons),
            *_drawn_names(sheet, beneath, comparisons),
            "</g>",
            *_scale_bar(sheet),
            f'<rect width="{MAP_WIDTH}" height="{sheet.height}" fill="none" stroke="{BORDER}"/>',
            "</g>",
            *column.parts,
            *footer,
            "</svg>\n",
        ]
    )


_DEFINITIONS = (
    f'<defs><clipPath id="map"><rect width="{MAP_WIDTH}" height="{{height}}"/></clipPath>'
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="{LOST}" fill-opacity="0.28"/><rect width="1.8" height="6" fill="{LOST}"/>'
    "</pattern>"
    '<pattern id="disputed" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    f'<rect width="1" height="5" fill="{BORDER}"/></pattern></defs>'
)


def _drawn_ground(sheet: Sheet, beneath: Ground) -> Iterator[str]:
    yield f'<rect width="{MAP_WIDTH}" height="{sheet.height}" fill="{SEA}"/>'
    states = "".join(map(sheet.path, beneath.states))
    yield f'<path d="{states}" fill="{LAND}" stroke="{BORDER}" stroke-width="1"/>'
    yield f'<path d="{sheet.path(beneath.syria)}" fill="{SYRIA}" stroke="{BORDER}" stroke-width="1.4"/>'
    lines = "".join(map(sheet.path, beneath.governorates))
    yield f'<path d="{lines}" fill="none" stroke="{BORDER}" stroke-width="0.8"/>'
    disputed = "".join(map(sheet.path, beneath.disputed))
    yield f'<path d="{disputed}" fill="url(#disputed)" stroke="{MUTED}" stroke-width="0.8" stroke-dasharray="3 2"/>'


def _drawn_changes(sheet: Sheet, comparisons: Iterable[Comparison]) -> Iterator[str]:
    for comparison in comparisons:
        found = comparison.difference
        before, after = (_path_or_none(sheet, side) for side in (comparison.before, comparison.after))
        gained, lost = sheet.path(found.gained), sheet.path(found.lost)
        yield f'<g id="{escaped(comparison.zone or "outline")}" stroke-linejoin="round">'
        yield f'<path class="kept" d="{after}" fill="{INK}" fill-opacity="0.07"/>'
        yield f'<path class="gained" d="{gained}" fill="{GAINED}" fill-opacity="0.6" fill-rule="evenodd"/>'
        yield f'<path class="lost" d="{lost}" fill="url(#hatch)" fill-rule="evenodd"/>'
        yield f'<path class="after" d="{after}" fill="none" stroke="{INK}" stroke-width="1.6"/>'
        yield (
            f'<path class="before" d="{before}" fill="none" stroke="{INK}" stroke-width="1.1" stroke-dasharray="5 3"/>'
        )
        yield from _dots(sheet, (*found.places_gained, *found.posts_gained), GAINED_MARK)
        yield from _dots(sheet, (*found.places_lost, *found.posts_lost), LOST_MARK)
        yield "</g>"


def _path_or_none(sheet: Sheet, side: Side) -> str:
    return sheet.path(side.outline) if side.outline is not None else ""


def _dots(sheet: Sheet, crossings: Iterable[Crossing], colour: str) -> Iterator[str]:
    """A dot for a place, smaller where they are many; a square for a post."""
    crossings = list(crossings)
    radius = 2 if len(crossings) <= 4 * MANY else 1.5
    for crossing in crossings:
        x, y = sheet.point(crossing.lon, crossing.lat)
        paint = f'fill="{colour}" stroke="{PAPER}" stroke-width="0.7"'
        name = f"<title>{escaped(crossing.name_en)}</title>"
        if crossing.kind == "post":
            yield f'<rect x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6" {paint}>{name}</rect>'
        else:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" {paint}>{name}</circle>'


def _drawn_names(sheet: Sheet, beneath: Ground, comparisons: Iterable[Comparison]) -> Iterator[str]:
    """Cities, the largest first, then what changes sides; a name that would lie on another's is left out."""
    corner = box(0, sheet.height - 40, MAP_WIDTH / 4, sheet.height)  # the scale bar's
    taken: list[BaseGeometry] = [corner]
    for name, lon, lat in beneath.cities:
        if extent := _free(sheet, taken, name, lon, lat, 12):
            x, y = sheet.point(lon, lat)
            taken.append(extent)
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{PAPER}" stroke="{INK}"/>'
            yield label(x + 6, y + 4, name, 12, INK, HALO)
    for crossing in _by_renown(comparisons):
        if extent := _free(sheet, taken, crossing.name_en, crossing.lon, crossing.lat, 10):
            x, y = sheet.point(crossing.lon, crossing.lat)
            taken.append(extent)
            yield label(x + 5, y + 3.5, crossing.name_en, 10, INK, HALO)


def _by_renown(comparisons: Iterable[Comparison]) -> list[Crossing]:
    """What changes sides: posts, then places known by a name of their own, then those known by a P-code.

    The last only where they are few enough to be named.
    """
    found = [c.difference for c in comparisons]
    posts = [post for d in found for post in (*d.posts_gained, *d.posts_lost)]
    places = [place for d in found for place in (*d.places_gained, *d.places_lost)]
    coded = [place for place in places if place.id.removeprefix("c").isdigit()]
    return [*posts, *(p for p in places if p not in coded), *(coded if len(coded) <= MANY else ())]


def _free(sheet: Sheet, taken: list[BaseGeometry], name: str, lon: float, lat: float, size: int) -> BaseGeometry | None:
    """The extent of a name beside its point; None where it would leave the map or touch another name."""
    x, y = sheet.point(lon, lat)
    extent = box(x - 4, y - size * 0.8, x + 8 + len(name) * size * CHARACTER, y + size * 0.6)
    fits = box(0, 0, MAP_WIDTH, sheet.height).contains(extent)
    return extent if fits and not any(extent.intersects(other) for other in taken) else None


def _scale_bar(sheet: Sheet) -> Iterator[str]:
    """A bar of a round length, about a sixth of the map."""
    kilometres = MAP_WIDTH / 6 * sheet.metres_per_pixel / 1000
    step = 10 ** floor(log10(kilometres))
    length = max(n * step for n in (1, 2, 5) if n * step <= kilometres)
    pixels, y = length * 1000 / sheet.metres_per_pixel, sheet.height - 16
    yield f'<rect x="10" y="{y - 20}" width="{pixels + 16:.1f}" height="28" fill="{PAPER}" fill-opacity="0.8"/>'
    yield f'<path d="M18,{y - 5}v5h{pixels:.1f}v-5" fill="none" stroke="{INK}" stroke-width="1.4"/>'
    yield label(18, y - 8, f"{length:g} km", 11, INK)


_SWATCHES = (
    (f'<rect width="24" height="12" fill="{GAINED}" fill-opacity="0.6"/>', "gained: inside only after"),
    ('<rect width="24" height="12" fill="url(#hatch)"/>', "lost: inside only before"),
    (f'<path d="M0,6h24" stroke="{INK}" stroke-width="1.1" stroke-dasharray="5 3"/>', "outline before"),
    (f'<path d="M0,6h24" stroke="{INK}" stroke-width="1.6"/>', "outline after"),
    (
        f'<rect width="24" height="12" fill="url(#disputed)" stroke="{MUTED}" stroke-dasharray="3 2"/>',
        "disputed ground",
    ),
    (f'<circle cx="12" cy="6" r="3" fill="{MUTED}"/>', "place that changes sides"),
    (f'<rect x="9" y="3" width="6" height="6" fill="{MUTED}"/>', "observation post that changes sides"),
)


def _legend(column: Column) -> None:
    column.y -= 8
    for mark, text in _SWATCHES:
        column.swatch(mark, text)


def _figures(comparison: Comparison, is_one_of_many: bool) -> Callable[[Column], None]:
    """Writes the figures of one comparison into the column."""
    found = comparison.difference

    def written(column: Column) -> None:
        column.y += 14
        if is_one_of_many:
            column.line(comparison.zone or comparison.after.name, 13, INK, ' font-weight="600"')
            for line in wrap(comparison.title, int(COLUMN_WIDTH / (11 * CHARACTER))):
                column.line(line, 11, MUTED)
        rows = [
            ("area before", f"{found.before_km2:,.1f} km²"),
            ("area after", f"{found.after_km2:,.1f} km²"),
            ("gained", f"{found.gained_km2:,.1f} km²"),
            ("lost", f"{found.lost_km2:,.1f} km²"),
            ("lines farthest apart", "–" if found.hausdorff_km is None else f"{found.hausdorff_km:,.1f} km"),
            ("places gained, lost", f"{len(found.places_gained)}, {len(found.places_lost)}"),
            ("posts gained, lost", f"{len(found.posts_gained)}, {len(found.posts_lost)}"),
        ]
        for name, figure in rows:
            column.row(name, figure)

    return written


def _precision(comparisons: Iterable[Comparison]) -> str:
    sides = dict.fromkeys(side for c in comparisons for side in (c.before, c.after))
    stated = [f"{side.name} ±{side.precision_km:g} km" for side in sides if side.precision_km is not None]
    return f"Outlines are approximations, by their sources good to: {', '.join(stated)}." if stated else ""


def _described(comparisons: Iterable[Comparison]) -> str:
    return " ".join(
        f"{c.title}: {c.difference.before_km2:,.1f} km² before, {c.difference.after_km2:,.1f} km² after; "
        f"gained {c.difference.gained_km2:,.1f}, lost {c.difference.lost_km2:,.1f} km²."
        for c in comparisons
    )
