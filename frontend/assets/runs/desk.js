// What a run's page draws in the browser: squares (ROC, calibration) and the slider of thresholds.
// Every number is the server's; the slider only picks one of the rows that came with the page.
import { square, mark } from "/assets/runs/square.js";
import { steps } from "/assets/runs/steps.js";

function once(name, write) {
  for (const frame of document.querySelectorAll(`[data-${name}]`)) {
    const data = frame.dataset[name];
    if (frame.writtenFrom === data) continue;
    frame.writtenFrom = data;
    write(frame, JSON.parse(data));
  }
}

// The threshold that is chosen is also a mark on every curve.
function choose(rates) {
  document.querySelectorAll("[data-square][data-marked]").forEach((frame) => mark(frame, rates));
}

export function look() {
  once("square", square);
  once("steps", (frame, told) => steps(frame, told, choose));
}
