// Draws each border once: settled ones solid, undetermined ones apart, so that they can be dashed.
import { mesh, meshArcs } from "topojson-client";

// The file's own codes for areas whose status is not settled; no data may use them.
export const DISPUTED_AREAS = ["XAC", "XAP", "XBT", "XHT", "XIT", "XJK"];

// Borders between two countries that the United Nations calls undetermined (docs/decisions/0002).
const UNDETERMINED_PAIRS = ["ESH-MAR", "ISR-PSE", "SDN-SSD"];

const pair = (a, b) => [a.id, b.id].sort().join("-");

function isUndetermined(a, b) {
  return [a, b].some(({ id }) => DISPUTED_AREAS.includes(id)) || UNDETERMINED_PAIRS.includes(pair(a, b));
}

export function addLineLayers(topology) {
  const { countries } = topology.objects;
  const lines = (keep) => ({ type: "GeometryCollection", geometries: [meshArcs(topology, countries, keep)] });
  const nothing = { type: "GeometryCollection", geometries: [] };
  Object.assign(topology.objects, {
    coastlines: lines((a, b) => a === b),
    // plotly.js cannot dash a border, and draws "countries" with all of them. Its unused "rivers" slot,
    // which lies above the colours, carries the settled land borders instead.
    rivers: lines((a, b) => a !== b && !isUndetermined(a, b)),
    lakes: nothing,
    subunits: nothing,
  });
}

export function dashedLines(topology) {
  const found = new Map();
  const note = (a, b) => {
    if (a !== b && isUndetermined(a, b)) found.set(pair(a, b), [a, b]);
    return false;
  };
  mesh(topology, topology.objects.countries, note);
  return [...found.keys()].sort().flatMap((name) => between(topology, name));
}

function between(topology, name) {
  const isThisPair = (a, b) => a !== b && pair(a, b) === name;
  const { coordinates } = mesh(topology, topology.objects.countries, isThisPair);
  return coordinates.map((points) => ({ name, points }));
}
