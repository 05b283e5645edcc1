// A square of two shares from 0 to 1: lines of groups, corners, and what is chosen on them.
//   data-square: {label, xTitle, yTitle, ticks: [{at, text}], lines: [{name, hue, points, spans}]}
// A point is [x, y]; a span [from, to, y] is drawn level.
const SVG = "http://www.w3.org/2000/svg";
const [LEFT, TOP, SIDE, RIGHT, BELOW] = [58, 12, 340, 22, 46];
const X = (value) => LEFT + value * SIDE;
const Y = (value) => TOP + (1 - value) * SIDE;
const R = 4;

const SHAPES = [
  (x, y) => `M${x - R} ${y}a${R} ${R} 0 1 0 ${2 * R} 0a${R} ${R} 0 1 0 ${-2 * R} 0Z`,
  (x, y) => `M${x - R} ${y - R}h${2 * R}v${2 * R}h${-2 * R}Z`,
  (x, y) => `M${x} ${y - R - 1}L${x + R + 1} ${y + R}L${x - R - 1} ${y + R}Z`,
  (x, y) => `M${x} ${y - R - 1}L${x + R + 1} ${y}L${x} ${y + R + 1}L${x - R - 1} ${y}Z`,
  (x, y) => `M${x - R} ${y - 1.5}h2.5v-2.5h3v2.5h2.5v3h-2.5v2.5h-3v-2.5h-2.5Z`,
  (x, y) => `M${x - R - 1} ${y - 2}h${2 * R + 2}v4h${-2 * R - 2}Z`,
];

function part(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter(Boolean));
  return made;
}

const shape = (hue, x, y) => (SHAPES[hue] ?? SHAPES[0])(x, y);

function axes({ ticks, xTitle, yTitle }) {
  const words = (text, x, y, anchor, more = {}) =>
    part("text", { x, y, class: "run-tick", "text-anchor": anchor, ...more }, text);
  const grid = ticks.flatMap(({ at, text }) => [
    part("line", { x1: X(at), x2: X(at), y1: Y(0), y2: Y(1), class: "run-grid" }),
    part("line", { x1: X(0), x2: X(1), y1: Y(at), y2: Y(at), class: "run-grid" }),
    words(text, X(at), Y(0) + 18, "middle"),
    words(text, X(0) - 6, Y(at) + 4, "end"),
  ]);
  const middle = Y(0.5);
  return [
    ...grid,
    part("line", { x1: X(0), y1: Y(0), x2: X(1), y2: Y(1), class: "run-diagonal" }),
    words(xTitle, X(0.5), Y(0) + 38, "middle"),
    words(yTitle, 14, middle, "middle", { transform: `rotate(-90 14 ${middle})` }),
  ];
}

function line({ name, hue, points, spans }) {
  const path = points.map(([x, y], index) => `${index ? "L" : "M"}${X(x)} ${Y(y)}`).join("");
  return part(
    "g",
    { class: `run-hue-${hue}` },
    ...spans.map(([from, to, y]) => part("line", { x1: X(from), x2: X(to), y1: Y(y), y2: Y(y), class: "run-span" })),
    part("path", { d: path, class: "run-line" }),
    ...points.map(([x, y]) => part("path", { d: shape(hue, X(x), Y(y)), class: "run-corner" })),
    part("title", {}, name),
  );
}

export function square(frame, told) {
  const [width, height] = [LEFT + SIDE + RIGHT, TOP + SIDE + BELOW];
  frame.marks = part("g", {});
  frame.hues = told.lines.map(({ hue }) => hue);
  frame.replaceChildren(
    part("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": told.label },
      ...axes(told), ...told.lines.map(line), frame.marks),
  );
  if (frame.rates) mark(frame, frame.rates);
}

// A point where the rates are exact; else the box that they lie in.
export function mark(frame, rates) {
  frame.rates = rates;
  frame.marks?.replaceChildren(...rates.map(({ found, flagged }, index) => {
    const name = `run-mark run-hue-${frame.hues[index]}`;
    const exact = found[0] === found[1] && flagged[0] === flagged[1];
    if (exact) return part("circle", { cx: X(flagged[0]), cy: Y(found[0]), r: 7, class: name });
    const [width, height] = [X(flagged[1]) - X(flagged[0]), Y(found[0]) - Y(found[1])];
    return part("rect", { x: X(flagged[0]), y: Y(found[1]), width, height, class: `${name} run-box` });
  }));
}
