// Where a point snaps to: the nearest vertex of some lines within a few pixels, else the nearest point on them.

const VERTEX_PIXELS = 12;
const LINE_PIXELS = 9;
const DECIMALS = 6;

const rounded = (position) => position.map((value) => Number(value.toFixed(DECIMALS)));

// The rings of a GeoJSON polygon or multipolygon.
const ringsOf = ({ type, coordinates }) => (type === "Polygon" ? coordinates : coordinates.flat());

export function createSnapping(geometries) {
  const segments = geometries.flatMap(ringsOf).flatMap((ring) => ring.slice(1).map((end, n) => [ring[n], end]));

  // `point` in pixels of the map, `project` and `unproject` the map's; undefined where nothing is near.
  return function nearest(point, project, unproject) {
    const reach = Math.max(VERTEX_PIXELS, LINE_PIXELS);
    const corners = [unproject(point.x - reach, point.y + reach), unproject(point.x + reach, point.y - reach)];
    const [west, east] = corners.map(({ lng }) => lng);
    const [south, north] = corners.map(({ lat }) => lat);
    const near = segments.filter(
      ([a, b]) => Math.min(a[0], b[0]) <= east && Math.max(a[0], b[0]) >= west && Math.min(a[1], b[1]) <= north && Math.max(a[1], b[1]) >= south,
    );
    let vertex = { distance: VERTEX_PIXELS };
    let foot = { distance: LINE_PIXELS };
    for (const [a, b] of near) {
      const from = project(...a);
      const to = project(...b);
      for (const [position, at] of [[a, from], [b, to]]) {
        const distance = Math.hypot(at.x - point.x, at.y - point.y);
        if (distance < vertex.distance) vertex = { distance, position };
      }
      const run = { x: to.x - from.x, y: to.y - from.y };
      const length = run.x ** 2 + run.y ** 2;
      const share = length ? Math.min(1, Math.max(0, ((point.x - from.x) * run.x + (point.y - from.y) * run.y) / length)) : 0;
      const distance = Math.hypot(from.x + share * run.x - point.x, from.y + share * run.y - point.y);
      if (distance < foot.distance) foot = { distance, position: [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])] };
    }
    const found = vertex.position ?? foot.position;
    return found && rounded(found);
  };
}
