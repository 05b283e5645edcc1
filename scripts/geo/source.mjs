// Reads the UN 1:50m world out of the plotly.js package and makes one feature of each code.
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import vm from "node:vm";
import { feature } from "topojson-client";
import { topology } from "topojson-server";

const require = createRequire(import.meta.url);

export function readWorld(expectedSha256) {
  const bundle = fs.readFileSync(require.resolve("plotly.js/dist/plotly-geo-assets.js"));
  const found = createHash("sha256").update(bundle).digest("hex");
  if (found !== expectedSha256) throw new Error(`plotly-geo-assets.js has the checksum ${found}`);
  // The file is a browser bundle: it is run alone, with nothing of ours in reach.
  const context = { module: { exports: {} }, window: {} };
  vm.runInNewContext(bundle.toString("utf8"), context);
  return JSON.parse(JSON.stringify(context.module.exports.topojson.world_50m));
}

export function polygonsOf(geometry) {
  return geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
}

function arcsOf(geometry) {
  return polygonsOf(geometry).flat(2).map((arc) => (arc < 0 ? ~arc : arc));
}

// plotly.js draws the first feature of an id and drops the rest, so the West Bank, the Canary Islands
// and others would vanish. The parts never touch, so joining them is putting them side by side.
export function mergeSameId(geometries) {
  const byId = new Map();
  for (const geometry of geometries) {
    byId.set(geometry.id, [...(byId.get(geometry.id) ?? []), geometry]);
  }
  return [...byId].map(([id, parts]) => joined(id, parts));
}

function joined(id, parts) {
  const arcs = parts.flatMap((part) => [...new Set(arcsOf(part))]);
  if (new Set(arcs).size !== arcs.length) throw new Error(`${id}: parts share a border`);
  const polygons = parts.flatMap(polygonsOf);
  const shape = polygons.length === 1
    ? { type: "Polygon", arcs: polygons[0] }
    : { type: "MultiPolygon", arcs: polygons };
  return { id, ...shape, properties: { ct: parts[0].properties.ct } };
}

// Countries and land only. The file cuts its lines at lakes and provinces too; built anew, they are cut
// only where countries meet, and far fewer of their ends are in the way of simplification.
export function selectLayers(world) {
  const { countries, land } = world.objects;
  const merged = { type: "GeometryCollection", geometries: mergeSameId(countries.geometries) };
  return topology({ countries: feature(world, merged), land: feature(world, land) });
}
