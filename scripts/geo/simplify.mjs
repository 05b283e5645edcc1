// Takes points out of the arcs, keeps every country visible, and drops islets that collapse.
import { geoArea } from "d3-geo";
import { feature } from "topojson-client";
import { filter, presimplify, quantile, simplify, sphericalTriangleArea } from "topojson-simplify";
import { polygonsOf } from "./source.mjs";

const EARTH_RADIUS_KM = 6371.0088;
// A part of a country this large, or this large a share of it, must not vanish: Gaza, the Azores, Bonaire.
const KEEP_KM2 = 25;
const KEEP_SHARE = 0.04;
// With fewer corners a ring is no longer the shape of the land.
const MIN_CORNERS = 10;

const index = (arc) => (arc < 0 ? ~arc : arc);

function partsToKeep(topology, geometry) {
  const km2 = (arcs) => geoArea(feature(topology, { type: "Polygon", arcs })) * EARTH_RADIUS_KM ** 2;
  const parts = polygonsOf(geometry).map((arcs) => ({ arcs, area: km2(arcs) }));
  const total = parts.reduce((sum, { area }) => sum + area, 0);
  const largest = Math.max(...parts.map(({ area }) => area));
  return parts
    .filter(({ area }) => area >= KEEP_KM2 || area >= KEEP_SHARE * total || area === largest)
    .map(({ arcs }) => arcs);
}

// Weights are raised until the ring keeps MIN_CORNERS points.
function protectRing(topology, ring, threshold) {
  const points = ring.flatMap((arc) => topology.arcs[index(arc)]);
  const kept = points.filter((point) => point[2] >= threshold).length;
  points
    .filter((point) => point[2] < threshold)
    .sort((a, b) => b[2] - a[2])
    .slice(0, Math.max(0, MIN_CORNERS - kept))
    .forEach((point) => { point[2] = Infinity; });
}

export function simplifyWorld(world, shareKept) {
  const weighted = presimplify(world, sphericalTriangleArea);
  const threshold = quantile(weighted, shareKept);
  for (const geometry of world.objects.countries.geometries) {
    partsToKeep(world, geometry).forEach(([outer]) => protectRing(weighted, outer, threshold));
  }
  return filter(dropCollapsed(simplify(weighted, threshold))); // filter drops arcs left unused
}

function isCollapsed(topology, ring) {
  const corners = ring.reduce((sum, arc) => sum + topology.arcs[index(arc)].length - 1, 0);
  return corners < 3;
}

// A ring of two points has no area; d3 may take it for the whole globe.
function withoutCollapsed(topology, geometry) {
  const polygons = polygonsOf(geometry)
    .filter(([outer]) => !isCollapsed(topology, outer))
    .map(([outer, ...holes]) => [outer, ...holes.filter((hole) => !isCollapsed(topology, hole))]);
  if (polygons.length === 0) throw new Error(`${geometry.id}: nothing is left of it`);
  return { ...geometry, type: "MultiPolygon", arcs: polygons };
}

function dropCollapsed(topology) {
  for (const layer of Object.values(topology.objects)) {
    layer.geometries = layer.geometries.map((geometry) => withoutCollapsed(topology, geometry));
  }
  return topology;
}

// The sea is the globe less the land: each ring of the land, walked the other way round.
export function addOcean(topology) {
  const reversed = (ring) => ring.map((arc) => ~arc).reverse();
  const arcs = topology.objects.land.geometries.flatMap((one) => polygonsOf(one).flat().map(reversed));
  topology.objects.ocean = { type: "GeometryCollection", geometries: [{ type: "Polygon", arcs }] };
}
