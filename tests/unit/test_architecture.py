"""Imports go one way: the data knows nothing of the dashboard."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_geodata_never_imports_the_dashboard():
    wrong = [
        str(path)
        for path in (ROOT / "geodata").rglob("*.py")
        for name in imported(path)
        if name.split(".")[0] in ("dashboard", "dash", "plotly", "flask")
    ]
    assert not wrong


def test_nothing_reads_outside_the_project():
    wrong = [
        str(path)
        for package in ("geodata", "dashboard")
        for path in (ROOT / package).rglob("*.py")
        if "../" in path.read_text(encoding="utf-8")
    ]
    assert not wrong
