"""A recipe as text: a settlement, a unit, a question a line, so that a diff shows what changed."""

from __future__ import annotations

import json
from typing import Any

from geodata.recipe_records import Recipe

GROUNDS = ("why", "source")  # what a step rests on stands after what it does


def written_recipe(recipe: Recipe) -> str:
    """A recipe as its file has it; what is empty or as it would be anyway is left out."""
    fields = recipe.model_dump(exclude_defaults=True)
    steps = ",\n".join(_step(step.model_dump(exclude_defaults=True)) for step in recipe.steps)
    lines = [_member(name, value) for name, value in fields.items() if name != "steps"]
    return "{\n" + ",\n".join([*lines, f' "steps": [\n{steps}\n ]']) + "\n}\n"


def _member(name: str, value: Any) -> str:
    if name == "open_questions":
        questions = ",\n".join(f"  {_compact(question)}" for question in value)
        return f' "{name}": [\n{questions}\n ]'
    return f' "{name}": {_compact(value)}'


def _step(step: dict[str, Any]) -> str:
    listed = {name: value for name, value in step.items() if name in ("settlements", "units")}
    particulars = {name: value for name, value in step.items() if name not in (*listed, *GROUNDS)}
    grounds = {name: step[name] for name in GROUNDS if name in step}
    text = "  " + _compact({"step": step["step"], **particulars, **grounds})
    for name, records in listed.items():
        rows = ",\n".join(f"   {_compact(_with_side(name, record))}" for record in records)
        text = f'{text[:-1]}, "{name}": [\n{rows}\n  ]}}'
    return text


def _with_side(name: str, record: dict[str, Any]) -> dict[str, Any]:
    """A settlement's side is always written: it is what a line is about."""
    if name != "settlements":
        return record
    head = {"pcode": record["pcode"], "name": record["name"], "side": record.get("side", "inside")}
    return head | {key: value for key, value in record.items() if key not in head}


def _compact(value: Any) -> str:
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Whole numbers without a decimal point."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
