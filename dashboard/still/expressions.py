"""The few MapLibre expressions that the registry of layers uses, evaluated here.

So a still needs no second list of layers: what the browser draws by is what it draws by.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any


@dataclass(frozen=True)
class Feature:
    """What an expression can ask: the feature's properties and states, the zoom, the palette, the language."""

    properties: Mapping[str, Any]
    states: Mapping[str, Any] = field(default_factory=dict)
    zoom: float = 6
    tokens: Mapping[str, str] = field(default_factory=dict)
    lang: str = "en"

    @property
    def name(self) -> str:
        return self.properties.get(f"name_{self.lang}") or self.properties.get("name_en", "")


def evaluate(expression: Any, feature: Feature) -> Any:
    """The value of an expression; a list that starts with no operator is a literal.

    Raises
    ------
    ValueError
        an operator that is not among ``OPERATORS``.
    """
    if isinstance(expression, str) and expression.startswith("$"):
        return feature.name if expression == "$name" else feature.tokens[expression[1:]]
    if not isinstance(expression, list | tuple) or not expression or not isinstance(expression[0], str):
        return expression
    operator, *operands = expression
    if operator not in OPERATORS:
        raise ValueError(f"no still can be drawn by the expression {operator!r}")
    return OPERATORS[operator](operands, feature)


def _match(operands: list, feature: Feature) -> Any:
    value, *pairs, otherwise = operands
    found = evaluate(value, feature)
    for label, answer in zip(pairs[::2], pairs[1::2], strict=True):
        if found == label or (isinstance(label, list) and found in label):
            return evaluate(answer, feature)
    return evaluate(otherwise, feature)


def _case(operands: list, feature: Feature) -> Any:
    *pairs, otherwise = operands
    for condition, answer in zip(pairs[::2], pairs[1::2], strict=True):
        if evaluate(condition, feature):
            return evaluate(answer, feature)
    return evaluate(otherwise, feature)


def _interpolate(operands: list, feature: Feature) -> float:
    _, given, *stops = operands
    value = evaluate(given, feature)
    steps = list(zip(stops[::2], stops[1::2], strict=True))
    if value <= steps[0][0]:
        return steps[0][1]
    for (low, first), (high, second) in pairwise(steps):
        if value <= high:
            return first + (second - first) * (value - low) / (high - low)
    return steps[-1][1]


def _typed(operands: list, feature: Feature) -> Any:
    """``["boolean", a, b]``, ``["number", a, b]``: the first that is there."""
    values = (evaluate(operand, feature) for operand in operands)
    return next((value for value in values if value is not None), None)


def _all(operands: list, feature: Feature) -> list:
    return [evaluate(operand, feature) for operand in operands]


OPERATORS: Mapping[str, Callable[[list, Feature], Any]] = {
    "get": lambda operands, feature: feature.properties.get(operands[0]),
    "feature-state": lambda operands, feature: feature.states.get(operands[0]),
    "zoom": lambda operands, feature: feature.zoom,
    "literal": lambda operands, feature: operands[0],
    "boolean": _typed,
    "number": _typed,
    "coalesce": _typed,
    "match": _match,
    "case": _case,
    "interpolate": _interpolate,
    "linear": lambda operands, feature: None,
    "all": lambda operands, feature: all(evaluate(operand, feature) for operand in operands),
    "any": lambda operands, feature: any(evaluate(operand, feature) for operand in operands),
    "==": lambda operands, feature: evaluate(operands[0], feature) == evaluate(operands[1], feature),
    "!=": lambda operands, feature: evaluate(operands[0], feature) != evaluate(operands[1], feature),
    ">": lambda operands, feature: evaluate(operands[0], feature) > evaluate(operands[1], feature),
    ">=": lambda operands, feature: evaluate(operands[0], feature) >= evaluate(operands[1], feature),
    "<": lambda operands, feature: evaluate(operands[0], feature) < evaluate(operands[1], feature),
    "<=": lambda operands, feature: evaluate(operands[0], feature) <= evaluate(operands[1], feature),
    "in": lambda operands, feature: evaluate(operands[0], feature) in evaluate(operands[1], feature),
    "concat": lambda operands, feature: "".join(map(str, _all(operands, feature))),
    "min": lambda operands, feature: min(_all(operands, feature)),
    "max": lambda operands, feature: max(_all(operands, feature)),
    "+": lambda operands, feature: sum(_all(operands, feature)),
    "*": lambda operands, feature: math.prod(_all(operands, feature)),
    "/": lambda operands, feature: evaluate(operands[0], feature) / evaluate(operands[1], feature),
    "sqrt": lambda operands, feature: math.sqrt(evaluate(operands[0], feature)),
}
