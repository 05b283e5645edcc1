// node scripts/geo/build.mjs: writes the map file, the places, the dashed lines and their checksums.
import { createHash } from "node:crypto";
import fs from "node:fs";
import { gzipSync } from "node:zlib";
import { quantize } from "topojson-client";
import { addLineLayers, dashedLines } from "./lines.mjs";
import { outlines } from "./outlines.mjs";
import { placeAll } from "./places.mjs";
import { readWorld, selectLayers } from "./source.mjs";
import { addOcean, simplifyWorld } from "./simplify.mjs";

const SHARE_KEPT = 0.25;
const GRID = 1e5; // steps along each axis: 0.0036 degrees of longitude

const root = new URL("../../", import.meta.url);
const SOURCE = new URL("data/geo/source.yaml", root);
const MAP = "frontend/assets/topo/world_110m.json";
const OUTLINES = "frontend/assets/topo/outlines.json";
const PLACES = "data/geo/places.csv";
const DASHED = "data/geo/dashed_lines.csv";

const write = (path, text) => fs.writeFileSync(new URL(path, root), text);

function readLabels() {
  const text = fs.readFileSync(new URL("labels.csv", import.meta.url), "utf8");
  return text.trim().split("\n").slice(1).map((line) => {
    const [iso3, lon, lat] = line.split(",");
    return { iso3, point: [Number(lon), Number(lat)] };
  });
}

function placesCsv(places) {
  const rows = places.map(({ iso3, point, hasPolygon, km2, small }) =>
    [iso3, ...point, hasPolygon, km2 === null ? "" : km2.toFixed(1), small].join(","));
  return ["iso3,lon,lat,has_polygon,largest_part_km2,small", ...rows, ""].join("\n");
}

function dashedCsv(lines) {
  const rows = lines.flatMap(({ name, points }, line) =>
    points.map(([lon, lat]) => [line, name, lon.toFixed(4), lat.toFixed(4)].join(",")));
  return ["line,between,lon,lat", ...rows, ""].join("\n");
}

function expectedBundle() {
  return fs.readFileSync(SOURCE, "utf8").match(/^package_file_sha256: (\w+)$/m)[1];
}

function recordChecksums(paths) {
  let text = fs.readFileSync(SOURCE, "utf8");
  for (const path of paths) {
    const sum = createHash("sha256").update(fs.readFileSync(new URL(path, root))).digest("hex");
    const line = new RegExp(`^  ${path}: .*$`, "m");
    if (!line.test(text)) throw new Error(`source.yaml has no line for ${path}`);
    text = text.replace(line, `  ${path}: ${sum}`);
  }
  fs.writeFileSync(SOURCE, text);
}

function putLabelsIn(world, places) {
  const points = new Map(places.map(({ iso3, point }) => [iso3, point]));
  for (const { id, properties } of world.objects.countries.geometries) {
    properties.ct = points.get(id) ?? properties.ct; // plotly.js shows its tooltip there
  }
}

const full = selectLayers(readWorld(expectedBundle()));
const simplified = simplifyWorld(full, SHARE_KEPT);
addOcean(simplified);
addLineLayers(simplified);
const world = quantize(simplified, GRID);
const places = placeAll(readLabels(), full, world);
putLabelsIn(world, places);
write(MAP, JSON.stringify(world) + "\n");
write(PLACES, placesCsv(places));
const dashed = dashedLines(world);
write(DASHED, dashedCsv(dashed));
write(OUTLINES, JSON.stringify(outlines(world, places, dashed)) + "\n");
recordChecksums([MAP, OUTLINES, PLACES, DASHED]);
const size = (path) => gzipSync(fs.readFileSync(new URL(path, root))).length;
console.log(`${places.filter((place) => place.hasPolygon).length} of ${places.length} codes have an area; `
  + `${places.filter((place) => place.small).length} are small; ${size(MAP)} and ${size(OUTLINES)} bytes gzipped`);
