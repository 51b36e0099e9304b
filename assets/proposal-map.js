// What a proposal changes, on the map: ground gained and lost, the outline before (dashed) and after.

const SOURCE = "proposal";
const EMPTY = { type: "FeatureCollection", features: [] };
const is = (change) => ["==", ["get", "change"], change];

const LAYERS = [
  // The zone's own hue gives way, lest it be taken for ground gained.
  { id: "proposal-ground", type: "fill", filter: ["in", ["get", "change"], ["literal", ["before", "after"]]], paint: { "fill-color": "syria", "fill-opacity": 0.8 } },
  { id: "proposal-gained", type: "fill", filter: is("gained"), paint: { "fill-color": "gained", "fill-opacity": 0.62 } },
  { id: "proposal-lost", type: "fill", filter: is("lost"), paint: { "fill-color": "lost", "fill-opacity": 0.26 } },
  { id: "proposal-lost-hatch", type: "fill", filter: is("lost"), paint: { "fill-pattern": "lost" } },
  { id: "proposal-after", type: "line", filter: is("after"), paint: { "line-color": "ink", "line-width": 2 } },
  { id: "proposal-before", type: "line", filter: is("before"), paint: { "line-color": "ink", "line-width": 1.3, "line-dasharray": [4, 3] } },
];

// West, south, east and north of GeoJSON geometries; null where there is none.
export function boundsOf(geometries) {
  const positions = geometries.flatMap(({ type, coordinates }) => (type === "Polygon" ? coordinates : coordinates.flat()).flat());
  if (!positions.length) return null;
  const [lon, lat] = [0, 1].map((axis) => positions.map((position) => position[axis]));
  const least = (values) => values.reduce((a, b) => Math.min(a, b));
  const most = (values) => values.reduce((a, b) => Math.max(a, b));
  return [least(lon), least(lat), most(lon), most(lat)];
}

export function createProposalMap(map, padding) {
  const { handle } = map;
  const coloured = (paint) => Object.fromEntries(Object.entries(paint).map(([name, value]) => [name, name.endsWith("-color") ? map.colour(value) : value]));

  const { layers } = handle.getStyle();
  const overZones = layers[layers.findLastIndex(({ source }) => source === "boundaries") + 1]?.id;

  handle.addSource(SOURCE, { type: "geojson", data: EMPTY, tolerance: 0 });
  for (const layer of LAYERS) handle.addLayer({ ...layer, source: SOURCE, paint: coloured(layer.paint) }, overZones);

  return {
    show(collection) {
      handle.getSource(SOURCE).setData(collection ?? EMPTY);
      if (!collection) return;
      const drawn = collection.features.filter(({ geometry }) => geometry);
      const changed = drawn.filter(({ properties }) => ["gained", "lost"].includes(properties.change));
      const bounds = boundsOf((changed.length ? changed : drawn).map(({ geometry }) => geometry));
      if (bounds) map.fit(bounds, padding());
    },
    setVisible(visible) {
      for (const { id } of LAYERS) handle.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
    },
    recolour() {
      for (const { id, paint } of LAYERS) for (const [name, value] of Object.entries(coloured(paint))) handle.setPaintProperty(id, name, value);
    },
  };
}
