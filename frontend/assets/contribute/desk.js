// Writes what the server has left data for: small forms (data-act) and the bench (data-contribute).
import { act } from "./acts.js";
import { bench } from "./bench.js";

function each(name, write) {
  for (const frame of document.querySelectorAll(`[data-${name}]`)) {
    const told = frame.dataset[name];
    if (frame.writtenFrom === told) continue;
    frame.writtenFrom = told;
    write(frame, JSON.parse(told));
  }
}

export function look() {
  each("act", act);
  each("contribute", bench);
}
