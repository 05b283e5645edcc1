// One label point for every code, on its own land where the file has any.
import { geoArea, geoContains } from "d3-geo";
import polylabel from "polylabel";
import { feature } from "topojson-client";

const EARTH_RADIUS_KM = 6371.0088;
const SMALL_KM2 = 3000;

function parts(topology, geometry) {
  const shape = feature(topology, geometry).geometry;
  const polygons = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  return polygons.map((coordinates) => ({ type: "Polygon", coordinates }));
}

const km2 = (polygon) => geoArea(polygon) * EARTH_RADIUS_KM ** 2;

const largest = (polygons) => polygons.reduce((a, b) => (km2(b) > km2(a) ? b : a));

const unrolled = ([lon, lat]) => [lon < 0 ? lon + 360 : lon, lat];
const rolled = ([lon, lat]) => [lon > 180 ? lon - 360 : lon, lat];

// Rings that cross the 180th meridian are unrolled first; polylabel knows only the plane.
function innermost(polygon) {
  const lons = polygon.coordinates[0].map(([lon]) => lon);
  const crosses = Math.max(...lons) > 170 && Math.min(...lons) < -170;
  const rings = crosses ? polygon.coordinates.map((ring) => ring.map(unrolled)) : polygon.coordinates;
  const centre = polylabel(rings, 1e-4);
  return { centre: rolled(centre), radius: centre.distance };
}

// From the label towards the innermost point, as far as needed to stand clear of the border.
function pointsTowards([lon, lat], [toLon, toLat]) {
  const steps = Array.from({ length: 51 }, (_, step) => step / 50);
  return steps.map((t) => [lon + t * (toLon - lon), lat + t * (toLat - lat)].map((x) => Number(x.toFixed(4))));
}

function onLand(label, polygons) {
  const inside = (point) => polygons.some((polygon) => geoContains(polygon, point));
  if (inside(label)) return label;
  const { centre, radius } = innermost(largest(polygons));
  const r = radius / 3;
  const clear = ([lon, lat]) =>
    [[0, 0], [r, 0], [-r, 0], [0, r], [0, -r]].every(([x, y]) => inside([lon + x, lat + y]));
  const moved = pointsTowards(label, centre).find(clear);
  if (!moved) throw new Error(`no point of the area found near ${label}`);
  return moved;
}

// full: the file before simplification, for areas; built: what is drawn, for the points.
export function placeAll(labels, full, built) {
  const byId = (topology) => new Map(topology.objects.countries.geometries.map((one) => [one.id, one]));
  const [fullById, builtById] = [byId(full), byId(built)];
  return labels.map(({ iso3, point }) => {
    if (!builtById.has(iso3)) return { iso3, point, hasPolygon: false, km2: null, small: true };
    const area = km2(largest(parts(full, fullById.get(iso3))));
    const placed = onLand(point, parts(built, builtById.get(iso3)));
    return { iso3, point: placed, hasPolygon: true, km2: area, small: area < SMALL_KM2 };
  });
}
