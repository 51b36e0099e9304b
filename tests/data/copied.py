"""A copy of the data to damage, and what the check says of it."""

import csv
import json
import shutil

from geodata.catalog import DATA
from geodata.checks import check


class Copy:
    """The curated data in a folder of its own; ``seeds`` is beside it and holds what a test writes."""

    def __init__(self, folder):
        self.directory = folder / "data"
        self.seeds = folder / "seeds"
        shutil.copytree(DATA, self.directory)

    def restore(self):
        """Undo every damage: files changed, removed or added."""
        shutil.rmtree(self.seeds, ignore_errors=True)
        whole = {path.relative_to(DATA): path for path in DATA.rglob("*") if path.is_file()}
        for path in [path for path in self.directory.rglob("*") if path.is_file()]:
            if path.relative_to(self.directory) not in whole:
                path.unlink()
        for name, path in whole.items():
            copied = self.directory / name
            if not copied.exists() or copied.stat().st_mtime_ns != path.stat().st_mtime_ns:
                shutil.copy2(path, copied)

    def path(self, file):
        return self.seeds / file.removeprefix("seeds/") if file.startswith("seeds/") else self.directory / file

    def write(self, file, value):
        self.path(file).parent.mkdir(exist_ok=True)
        self.path(file).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")

    def json(self, file):
        return json.loads(self.path(file).read_text(encoding="utf-8"))

    def change(self, file, record=None, **fields):
        """Set fields of a JSON record: that with this id in a list, else the one the file holds."""
        found = self.json(file)
        one = next(r for r in found if r["id"] == record) if record else found
        one.update(fields)
        self.write(file, found)

    def change_feature(self, file, name, geometry=None, **properties):
        """Set properties of a feature, and its geometry: a value, or a function of the one before."""
        collection = self.json(file)
        feature = next(f for f in collection["features"] if f["id"] == name)
        feature["properties"].update(properties)
        if geometry is not None:
            feature["geometry"] = geometry(feature["geometry"]) if callable(geometry) else geometry
        self.write(file, collection)

    def change_row(self, file, name, **cells):
        """Set cells of the row of a CSV file with this id."""
        with self.path(file).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        next(row for row in rows if row["id"] == name).update(cells)
        with self.path(file).open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    def problems(self):
        """What the check says, but for the form of boundary files, which no damage here keeps."""
        return [one for one in check(self.directory, self.seeds) if "canonical form" not in one.problem]

    def told(self, file, feature):
        """What the check says of one feature."""
        return told(self.problems(), file, feature)

    def only(self):
        """The one problem there is, as it is printed."""
        (problem,) = self.problems()
        return str(problem)


def told(problems, file, feature):
    """What problems say of one feature, as they are printed."""
    return [str(problem) for problem in problems if (problem.file, problem.feature) == (file, feature)]
