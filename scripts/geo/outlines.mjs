// Outlines for small maps: projected here, so that a page needs no library to draw them.
import { geoArea, geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import { filter, presimplify, simplify, sphericalTriangleArea } from "topojson-simplify";
import { polygonsOf } from "./source.mjs";

const WIDTH = 640;
const [SOUTH, NORTH] = [-57, 84]; // as on the large map: nobody lives on the ice
const PIXEL = (4 * Math.PI) / (WIDTH * 310);
const CORNER = PIXEL / 3; // what a corner adds to a shape can be seen from here on

function projection() {
  const frame = { type: "MultiPoint", coordinates: [[-180, 0], [180, 0], [0, SOUTH], [0, NORTH]] };
  return geoEqualEarth().fitWidth(WIDTH, frame);
}

function coarse({ objects, arcs, transform }) {
  const { countries } = objects;
  const bare = { type: "Topology", objects: { countries: { ...countries } }, arcs, transform };
  return filter(simplify(presimplify(bare, sphericalTriangleArea), CORNER));
}

// Islets go, unless they are the country; a ring of two corners has no area, or all of the globe.
function visibleParts(topology, geometry) {
  const parts = polygonsOf(geometry)
    .map(([outer]) => [outer])
    .map((arcs) => ({ arcs, area: geoArea(feature(topology, { type: "Polygon", arcs })) }))
    .filter(({ area }) => area < 2 * Math.PI);
  const largest = Math.max(...parts.map(({ area }) => area));
  return parts.filter(({ area }) => area >= PIXEL || area === largest).map(({ arcs }) => arcs);
}

// Shapes and points of every code, in the pixels of a map that is `width` wide.
export function outlines(world, places, dashed) {
  const project = projection();
  const draw = geoPath(project).digits(1);
  const topology = coarse(world);
  const shapes = topology.objects.countries.geometries
    .filter(({ id }) => id !== "ATA")
    .map((geometry) => [geometry.id, visibleParts(topology, geometry)])
    .map(([id, arcs]) => [id, draw(feature(topology, { type: "MultiPolygon", arcs }))]);
  const at = ({ iso3, point }) => [iso3, project(point).map((each) => Math.round(each * 10) / 10)];
  return {
    width: WIDTH,
    height: Math.ceil(project([0, SOUTH])[1]),
    shapes: Object.fromEntries(shapes.filter(([, drawn]) => drawn)),
    points: Object.fromEntries(places.map(at)),
    dashed: draw({ type: "MultiLineString", coordinates: dashed.map(({ points }) => points) }),
  };
}
