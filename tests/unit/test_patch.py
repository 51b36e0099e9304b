"""A proposal as a patch: git applies it to a clean checkout, and the data then obey every rule."""

from geodata.catalog import Catalog, catalog
from geodata.importing.offer import offer
from tests.maintained import SHIPPED, STATED, applied, checked, checkout, moved_outline

FILES = ["geodata/data/journal.jsonl", "geodata/data/zones/eastern-ghouta.geojson"]


def offered(folder, tmp_path, content, **stated):
    path = tmp_path / "outline.geojson"
    path.write_bytes(content)
    data = folder / "geodata" / "data"
    return offer(path, STATED | stated, Catalog(data, folder / "seeds"))


def test_patches_apply_one_upon_the_other_and_the_check_passes(tmp_path):
    folder = checkout(tmp_path / "checkout")
    zone_file = folder / FILES[1]
    first = offered(folder, tmp_path, moved_outline())
    assert applied(first["patch"].encode(), folder) == FILES
    assert zone_file.read_text(encoding="utf-8") == first["text"]
    # now there is a journal, and another version to close
    second = offered(folder, tmp_path, moved_outline(vertex=20, east=0.004, north=-0.003), valid_from="2017-12-01")
    assert applied(second["patch"].encode(), folder) == FILES
    assert zone_file.read_text(encoding="utf-8") == second["text"]
    assert checked(folder) == "all curated files obey every rule\n"


def test_moving_one_vertex_is_a_short_patch(tmp_path):
    folder = checkout(tmp_path / "checkout")
    patch = offered(folder, tmp_path, moved_outline())["patch"]
    removed = [line for line in patch.splitlines() if line.startswith("-") and not line.startswith("---")]
    ended = catalog().boundaries.loc[SHIPPED, "valid_to"]
    assert removed == [f'-    "valid_to": "{ended}",']
