"""A layer's look in the two languages GIS programs read: QGIS's own (QML) and OGC Styled Layer Descriptor (SLD)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from geodata.exports.dataset import Dataset, Look
from geodata.markup import escaped

FILL_OPACITY = 0.26  # as on the dashboard's map: the ground shows through a zone
SYMBOLS = {"MultiPolygon": "fill", "Point": "marker", "MultiPoint": "marker", "LineString": "line"}
LINE_MM, LINE_PX = 0.6, 2


def qml(dataset: Dataset) -> str:
    """QGIS's style: a category for each value of the look, or one symbol for all."""
    look = _look(dataset)
    kind = SYMBOLS[dataset.geometry_type or ""]
    symbols = "".join(
        f'<symbol type="{kind}" name="{number}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f"{_LAYERS[kind](colour, look.dashes.get(value, ()))}</symbol>"
        for number, (value, _, colour) in enumerate(look.values)
    )
    return (
        '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">'
        f'<qgis version="3.28.0" styleCategories="Symbology">{_renderer(look, symbols)}'
        "<blendMode>0</blendMode><featureBlendMode>0</featureBlendMode><layerOpacity>1</layerOpacity></qgis>"
    )


def _look(dataset: Dataset) -> Look:
    if dataset.look is None:
        raise ValueError(f"{dataset.name} has no look")
    return dataset.look


def _renderer(look: Look, symbols: str) -> str:
    common = 'forceraster="0" symbollevels="0" enableorderby="0"'
    if look.column is None:
        return f'<renderer-v2 type="singleSymbol" {common}><symbols>{symbols}</symbols></renderer-v2>'
    categories = "".join(
        f'<category render="true" symbol="{number}" value="{escaped(value)}" label="{escaped(label)}"/>'
        for number, (value, label, _) in enumerate(look.values)
    )
    return (
        f'<renderer-v2 type="categorizedSymbol" attr="{escaped(look.column)}" {common}>'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2>"
    )


def _rgba(colour: str, opacity: float) -> str:
    return ",".join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5)) + f",{round(opacity * 255)}"


def _properties(options: dict[str, str]) -> str:
    """As QGIS 3.26 and later reads them, and as earlier ones did."""
    modern = "".join(f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in options.items())
    earlier = "".join(f'<prop k="{name}" v="{value}"/>' for name, value in options.items())
    return f'<Option type="Map">{modern}</Option>{earlier}'


def _fill(colour: str, dashes: Sequence[float]) -> str:
    options = {
        "color": _rgba(colour, FILL_OPACITY),
        "style": "solid",
        "outline_color": _rgba(colour, 1),
        "outline_style": "solid",
        "outline_width": "0.46",
        "outline_width_unit": "MM",
        "joinstyle": "round",
    }
    return f'<layer class="SimpleFill" enabled="1" locked="0" pass="0">{_properties(options)}</layer>'


def _marker(colour: str, dashes: Sequence[float]) -> str:
    options = {
        "name": "circle",
        "color": _rgba(colour, 1),
        "size": "2.4",
        "size_unit": "MM",
        "outline_color": "255,255,255,255",
        "outline_style": "solid",
        "outline_width": "0.2",
    }
    return f'<layer class="SimpleMarker" enabled="1" locked="0" pass="0">{_properties(options)}</layer>'


def _line(colour: str, dashes: Sequence[float]) -> str:
    options = {
        "line_color": _rgba(colour, 1),
        "line_style": "solid",
        "line_width": str(LINE_MM),
        "line_width_unit": "MM",
        "joinstyle": "round",
        "capstyle": "flat",
        "use_customdash": "1" if dashes else "0",
        "customdash": ";".join(f"{length * LINE_MM:g}" for length in dashes) or "5;2",
        "customdash_unit": "MM",
    }
    return f'<layer class="SimpleLine" enabled="1" locked="0" pass="0">{_properties(options)}</layer>'


_LAYERS: dict[str, Callable[[str, Sequence[float]], str]] = {"fill": _fill, "marker": _marker, "line": _line}


def sld(dataset: Dataset) -> str:
    """SLD 1.0, which GeoServer and others read."""
    rules = "".join(_rules(_look(dataset), SYMBOLS[dataset.geometry_type or ""]))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><StyledLayerDescriptor version="1.0.0" '
        'xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc">'
        f"<NamedLayer><Name>{dataset.name}</Name><UserStyle><FeatureTypeStyle>{rules}</FeatureTypeStyle></UserStyle>"
        "</NamedLayer></StyledLayerDescriptor>"
    )


def _rules(look: Look, kind: str) -> Iterator[str]:
    for value, label, colour in look.values:
        condition = (
            f"<ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>{escaped(look.column)}</ogc:PropertyName>"
            f"<ogc:Literal>{escaped(value)}</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>"
            if look.column
            else ""
        )
        lengths = " ".join(f"{length * LINE_PX:g}" for length in look.dashes.get(value, ()))
        dashes = f'<CssParameter name="stroke-dasharray">{lengths}</CssParameter>' if lengths else ""
        drawn = _SYMBOLIZERS[kind].format(colour=colour, dashes=dashes)
        yield f"<Rule><Name>{escaped(label)}</Name>{condition}{drawn}</Rule>"


_SYMBOLIZERS = {
    "fill": '<PolygonSymbolizer><Fill><CssParameter name="fill">{colour}</CssParameter>'
    f'<CssParameter name="fill-opacity">{FILL_OPACITY}</CssParameter></Fill>'
    '<Stroke><CssParameter name="stroke">{colour}</CssParameter></Stroke></PolygonSymbolizer>',
    "marker": "<PointSymbolizer><Graphic><Mark><WellKnownName>circle</WellKnownName>"
    '<Fill><CssParameter name="fill">{colour}</CssParameter></Fill></Mark><Size>8</Size></Graphic></PointSymbolizer>',
    "line": '<LineSymbolizer><Stroke><CssParameter name="stroke">{colour}</CssParameter>'
    f'<CssParameter name="stroke-width">{LINE_PX}</CssParameter>{{dashes}}</Stroke></LineSymbolizer>',
}
