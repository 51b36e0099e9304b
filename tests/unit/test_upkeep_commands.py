"""``check --fix`` as a user types it."""

import json
import shutil

from geodata.__main__ import main
from geodata.catalog import DATA


def test_fix_puts_boundary_files_in_canonical_form_and_says_which(tmp_path, capsys):
    directory = shutil.copytree(DATA, tmp_path / "data")
    path = directory / "zones" / "idlib.geojson"
    shipped = path.read_bytes()
    path.write_text(json.dumps(json.loads(shipped)), encoding="utf-8")
    assert main(["check", str(directory), "--fix"]) == 0
    assert "fixed: zones/idlib.geojson" in capsys.readouterr().out
    assert path.read_bytes() == shipped


def test_fix_with_json_keeps_standard_output_json(tmp_path, capsys):
    directory = shutil.copytree(DATA, tmp_path / "data")
    path = directory / "zones" / "south.geojson"
    path.write_text(json.dumps(json.loads(path.read_bytes())), encoding="utf-8")
    assert main(["check", str(directory), "--fix", "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == []
    assert "fixed: zones/south.geojson" in told.err
