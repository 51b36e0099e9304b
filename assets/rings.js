// Rings that were drawn, put together as polygons.

// Whether a position lies in a ring: a ray from it crosses the ring an odd number of times.
function holds(ring, [x, y]) {
  let is = false;
  ring.slice(1).forEach(([x1, y1], n) => {
    const [x0, y0] = ring[n];
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) is = !is;
  });
  return is;
}

// Coordinates of polygons: each hole goes to the first part that any of its corners lies in; one in no part cuts nothing.
export function polygonsOf(parts, holes) {
  const polygons = parts.map((part) => [part]);
  for (const hole of holes) polygons.find(([part]) => hole.some((corner) => holds(part, corner)))?.push(hole);
  return polygons;
}
