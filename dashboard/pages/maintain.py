"""The Maintain page's routes: a form, the ground to draw upon, proposals with what they offer, and saving them."""

from __future__ import annotations

import contextlib
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard.layout.maintain import maintain_form
from dashboard.layout.proposal import proposal_part
from dashboard.maintain_fields import FILE, STATED, STRETCHES, told
from dashboard.maintenance import Kept, Maintenance, Offers
from dashboard.markup import markup
from dashboard.pages.api import as_json, geojson, requested_day
from dashboard.pages.origin import hold_to_own_pages
from dashboard.pages.problems import Busy, SavingOff, WrongToken, details
from dashboard.pages.views import requested_view
from dashboard.shelf import Shelf
from dashboard.text import Text
from geodata.boundaries import in_force
from geodata.catalog import Catalog
from geodata.errors import Problem, Refused, UnknownId
from geodata.importing import limits
from geodata.importing.formats import ARCHIVES, FORMATS
from geodata.importing.isolated import Found
from geodata.importing.offer import offered
from geodata.importing.particulars import particulars
from geodata.importing.writing import write

# Beside the file, the fields and what multipart puts between them.
MOST_BYTES = limits.BYTES + 128 * 1024
AT_ONCE = 2
PATIENCE_S = 5.0
LONGEST_NAME = 120
PREFIXES = {FILE: "", STRETCHES: "stretches-"}

NO_FILE = Problem("-", "-", "no file is chosen", "choose or drop one, or draw the outline on the map")
# What a proposal offers to take away: suffix → its part of the offer, and the media type.
TAKEN = {
    "patch": ("patch", "text/x-diff"),
    "geojson": ("text", "application/geo+json"),
    "svg": ("picture", "image/svg+xml"),
}


def maintain(shelf: Shelf, maintenance: Maintenance) -> Blueprint:
    routes = Blueprint("maintain", __name__, url_prefix="/maintain")
    store, offers = shelf.store, Offers()
    places, writing = threading.BoundedSemaphore(AT_ONCE), threading.Lock()

    @routes.get("/form")
    def form() -> Response:
        state, _ = requested_view(store)
        return html(markup(maintain_form(store.catalog, state, Text(state.lang), maintenance.may_save)))

    @routes.get("/ground.geojson")
    def ground() -> Response:
        """To draw upon: the outlines in force on ``date`` and the borders of governorates, as exact as they are."""
        outlines = in_force(store.catalog.boundaries, requested_day())
        drawn = [("zone", row["zone"], row["geometry"]) for _, row in outlines.iterrows()]
        drawn += [("governorate", id, row["geometry"]) for id, row in store.catalog.governorates.iterrows()]
        features = [
            {"type": "Feature", "properties": {"kind": kind, "id": id}, "geometry": geometry.__geo_interface__}
            for kind, id, geometry in drawn
        ]
        return geojson({"type": "FeatureCollection", "features": features})

    @routes.post("/proposals")
    def propose() -> Response:
        """The proposal, or the problems: a refusal answers the question, and is no error of the request."""
        hold_to_own_pages()
        hold_to_size()
        with tempfile.TemporaryDirectory(prefix="proposed-") as folder:
            outline, stretches = (uploaded(field, Path(folder)) for field in (FILE, STRETCHES))
            try:
                return as_json(proposed(outline, stretches))
            except Refused as error:
                beside = stretches.name if stretches else ""
                text = Text(requested_view(store)[0].lang)
                return as_json({"problems": [told(problem, text, beside) for problem in error.problems]})

    def proposed(outline: Path | None, stretches: Path | None) -> dict[str, object]:
        state, _ = requested_view(store)
        stated = {field: request.form.get(field, "") for field in STATED}
        if outline is None:
            raise Refused([*unfit(stated, store.catalog), NO_FILE])
        with one_of(places):
            offer = offered(
                outline,
                stated,
                store.catalog,
                layer=request.form.get("layer") or None,
                stretches=stretches,
                stretches_layer=request.form.get("stretches_layer") or None,
                swap_xy=bool(request.form.get("swap_xy")),
                article_files=maintenance.article_files,
            )
        id = offers.keep(offer, stated)
        part = proposal_part(offer, address(id), store.catalog, Text(state.lang), maintenance.may_save)
        shown = {"version": offer["version"], "begins": offer["begins"], "map": offer["map"], "html": markup(part)}
        return {"id": id, "url": address(id), **shown}

    @routes.get("/proposals/<id>.<kind>")
    def taken(id: str, kind: str) -> Response:
        if kind not in TAKEN:
            raise UnknownId("a proposal offers no such thing")
        part, media_type = TAKEN[kind]
        offer = kept(id).offer
        name = Path(offer["zone_file"]).name if kind == "geojson" else f"{offer['version']}.{kind}"
        answer = Response(offer[part], mimetype=media_type)
        answer.headers.set("Content-Disposition", "attachment", filename=name)
        return answer

    @routes.post("/proposals/<id>/save")
    def save(id: str) -> Response:
        hold_to_own_pages()
        if not maintenance.may_save:
            raise SavingOff("start the server with --maintain and a token; the patch needs neither")
        if not maintenance.knows(request.headers.get("Authorization")):
            raise WrongToken("give the token the server was started with")
        ready = kept(id)
        with writing:
            found, words = Found.from_dict(ready.offer["found"]), ready.offer["journal"]
            landed = write(found, ready.stated, store.catalog, who=words["who"], why=words["why"])
            shelf.renew()
        offers.drop(id)
        return as_json({"version": landed.version, "begins": str(landed.stated.valid_from), "zone": landed.stated.zone})

    def kept(id: str) -> Kept:
        found = offers.get(id)
        if found is None:
            raise UnknownId("no such proposal, or one too long ago; ask for it again")
        return found

    @routes.after_request
    def unstored(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    @routes.errorhandler(Refused)
    def refused(error: Refused) -> Response:
        """Every problem with the field it stands beside."""
        text = Text(requested_view(store)[0].lang)
        return details(422, "Not taken", str(error), problems=[told(problem, text) for problem in error.problems])

    return routes


def address(id: str) -> str:
    return f"/maintain/proposals/{id}"


def html(content: str) -> Response:
    return Response(content, mimetype="text/html")


def hold_to_size() -> None:
    if (request.content_length or 0) > MOST_BYTES:
        raise RequestEntityTooLarge("larger than 10 MiB; simplify the outline, or import it on the command line")
    request.max_content_length = MOST_BYTES


def unfit(stated: Mapping[str, str], catalog: Catalog) -> tuple[Problem, ...]:
    """What is wrong with what is stated, whatever the file."""
    try:
        particulars(stated, catalog, NO_FILE.file)
    except Refused as error:
        return error.problems
    return ()


@contextlib.contextmanager
def one_of(places: threading.BoundedSemaphore) -> Iterator[None]:
    """Waits for a place, for comparing takes a processor.  Raises Busy when none becomes free."""
    if not places.acquire(timeout=PATIENCE_S):
        raise Busy("other outlines are being compared; try again in a moment")
    try:
        yield
    finally:
        places.release()


def uploaded(field: str, folder: Path) -> Path | None:
    """The file to read, written with those that go with it under their own names, and nowhere else.

    A file of stretches has a name that says so, since problems name the file they are about.
    """
    files = [file for file in request.files.getlist(field) if file.filename]
    if not files:
        return None
    paths = [folder / (PREFIXES[field] + plain_name(file.filename or "")) for file in files]
    for path, file in zip(paths, files, strict=True):
        file.save(path)
    if sum(path.stat().st_size for path in set(paths)) > limits.BYTES:
        raise RequestEntityTooLarge(f"{paths[0].name} is larger than 10 MiB; simplify the outline")
    return next((path for path in paths if path.suffix.lower() in (*FORMATS, *ARCHIVES)), paths[0])


def plain_name(given: str) -> str:
    """The last part of a name, without what could lead elsewhere or disturb a line of a message."""
    last = PurePosixPath(given.replace("\\", "/")).name
    plain = "".join(letter for letter in last if letter.isprintable()).lstrip(".")
    return plain[-LONGEST_NAME:] or "outline"
