// Shares in training across, performance up: frontend/link/scatter.py gives places from 0 to 1, here
// they are laid out for the width that there is, so that words keep their size on a phone. Groups of
// unknown share stand in a strip beside the plot, or under it where the page is narrow.
//   data-link: {label, known, zero, divide, xTicks, yTicks, names, corners, marks, xTitle, ...}
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const R = 6;
  const [WIDEST, PAPER, NARROW, GAP, LINE] = [1040, 690, 640, 24, 17];
  const ink = document.createElement("canvas").getContext("2d");

  function part(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.filter(Boolean));
    return made;
  }

  const words = (text, x, y, name, anchor = "start") =>
    part("text", { x, y, class: name, "text-anchor": anchor }, text);

  const line = (x1, y1, x2, y2, name) => part("line", { x1, y1, x2, y2, class: name });

  const SHAPES = {
    circle: (x, y) => `M${x - R} ${y}a${R} ${R} 0 1 0 ${2 * R} 0a${R} ${R} 0 1 0 ${-2 * R} 0Z`,
    square: (x, y) => `M${x - R} ${y - R}h${2 * R}v${2 * R}h${-2 * R}Z`,
    triangle: (x, y) => `M${x} ${y - R - 1}L${x + R + 1} ${y + R}L${x - R - 1} ${y + R}Z`,
    diamond: (x, y) => `M${x} ${y - R - 2}L${x + R + 1} ${y}L${x} ${y + R + 2}L${x - R - 1} ${y}Z`,
    cross: (x, y) => `M${x - R} ${y - 2}h4v-4h4v4h4v4h-4v4h-4v-4h-4Z`,
    bar: (x, y) => `M${x - R - 1} ${y - 3}h${2 * R + 2}v6h${-2 * R - 2}Z`,
    upright: (x, y) => `M${x - 3} ${y - R - 1}v${2 * R + 2}h6v${-2 * R - 2}Z`,
    down: (x, y) => `M${x} ${y + R + 1}L${x + R + 1} ${y - R}L${x - R - 1} ${y - R}Z`,
    left: (x, y) => `M${x - R - 1} ${y}L${x + R} ${y - R - 1}L${x + R} ${y + R + 1}Z`,
    right: (x, y) => `M${x + R + 1} ${y}L${x - R} ${y - R - 1}L${x - R} ${y + R + 1}Z`,
    saltire: (x, y) => `M${x} ${y - 3}l4 -4l3 3l-4 4l4 4l-3 3l-4 -4l-4 4l-3 -3l4 -4l-4 -4l3 -3Z`,
    hourglass: (x, y) => `M${x - R} ${y - R - 1}h${2 * R}L${x + 1} ${y}L${x + R} ${y + R + 1}h${-2 * R}L${x - 1} ${y}Z`,
    bowtie: (x, y) => `M${x - R - 1} ${y - R}v${2 * R}L${x} ${y + 1}L${x + R + 1} ${y + R}v${-2 * R}L${x} ${y - 1}Z`,
    dome: (x, y) => `M${x - R - 1} ${y + 4}a${R + 1} ${R + 3} 0 0 1 ${2 * R + 2} 0Z`,
    bowl: (x, y) => `M${x - R - 1} ${y - 4}a${R + 1} ${R + 3} 0 0 0 ${2 * R + 2} 0Z`,
    peak: (x, y) => `M${x - R - 1} ${y + 5}L${x} ${y - 6}L${x + R + 1} ${y + 5}h-4L${x} ${y}L${x - 3} ${y + 5}Z`,
    valley: (x, y) => `M${x - R - 1} ${y - 5}L${x} ${y + 6}L${x + R + 1} ${y - 5}h-4L${x} ${y}L${x - 3} ${y - 5}Z`,
    star: (x, y) => `M${x} ${y - 8}l2 6l6 2l-6 2l-2 6l-2 -6l-6 -2l6 -2Z`,
  };

  // Bounds of a share end in ticks across, the interval of a difference in ticks up.
  function reach({ x, y, low, high, yLow, yHigh, hue }) {
    const name = `link-reach link-hue-${hue}`;
    const across = low === null || high - low < 1 ? [] : [
      line(low, y, high, y, name), line(low, y - 4, low, y + 4, name), line(high, y - 4, high, y + 4, name),
    ];
    const up = yLow === null ? [] : [
      line(x, yLow, x, yHigh, name), line(x - 4, yLow, x + 4, yLow, name), line(x - 4, yHigh, x + 4, yHigh, name),
    ];
    return [...across, ...up];
  }

  function mark(drawn) {
    const { x, y, shape, hue, said, title } = drawn;
    const name = `link-mark link-hue-${hue} ${said ? "link-said" : "link-unsaid"}`;
    return part("g", {}, ...reach(drawn), part("path", { d: SHAPES[shape](x, y), class: name }),
      part("title", {}, title));
  }

  function long(text, size) {
    ink.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
    return ink.measureText(text).width;
  }

  function wrapped(text, width, size) {
    const lines = [];
    for (const word of text.split(" ")) {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      if (lines.length && long(longer, size) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  const stacked = (lines, x, y, name, anchor) => lines.map((text, i) => words(text, x, y + i * LINE, name, anchor));

  // Where a panel has its marks: the plot keeps a margin for the marks at its ends.
  const across = (box, at) => box.x + 16 + at * (box.width - 32);
  const down = (box, at) => box.y + 14 + at * (box.height - 28);

  function upwards(d, box) {
    const zero = down(box, d.zero);
    return [
      line(box.x, zero, box.x + box.width, zero, "link-zero"),
      ...d.yTicks.map(({ at, text }) => words(text, box.x - 8, down(box, at) + 4, "link-tick", "end")),
    ];
  }

  // The tick of the line first, then from the right, each where its words run into no other.
  function ticks(d, box) {
    const taken = [];
    const first = d.xTicks.filter(({ at }) => at === d.divide);
    return [...first, ...d.xTicks.filter(({ at }) => at !== d.divide).reverse()].flatMap(({ at, text }) => {
      const [x, half] = [across(box, at), long(text, 12) / 2 + 3];
      if (taken.some((other) => Math.abs(other.x - x) < other.half + half)) return [];
      taken.push({ x, half });
      return [words(text, x, box.y + box.height + 18, "link-tick", "middle")];
    });
  }

  // Each corner keeps to its own side of the line between rare and common.
  function corner(d, box, { text, side, end }) {
    const middle = d.divide === null ? box.x + box.width / 2 : across(box, d.divide);
    const rare = side === "rare";
    const lines = wrapped(text, (rare ? middle - box.x : box.x + box.width - middle) - 12, 13);
    const y = end === "top" ? box.y + 18 : box.y + box.height - 10 - (lines.length - 1) * LINE;
    return stacked(lines, rare ? box.x + 8 : box.x + box.width - 8, y, "link-corner", rare ? "start" : "end");
  }

  function plot(d, box) {
    const divide = d.divide === null ? null : across(box, d.divide);
    const title = wrapped(d.xTitle, box.width, 13);
    const marks = d.marks.filter(({ low }) => low !== null).map((each) => {
      const [low, high] = [across(box, each.low), across(box, each.high)];
      return mark({ ...placed(each, box), low, high, x: (low + high) / 2 });
    });
    return {
      parts: [
        part("rect", { ...box, class: "link-ground" }),
        divide === null ? null : line(divide, box.y, divide, box.y + box.height, "link-zero"),
        ...ticks(d, box),
        ...stacked(title, box.x + box.width / 2, box.y + box.height + 40, "link-title", "middle"),
        ...d.corners.flatMap((each) => corner(d, box, each)),
      ],
      marks,
      bottom: box.y + box.height + 40 + title.length * LINE,
    };
  }

  const placed = (each, box) => {
    const [y, yLow, yHigh] = [each.y, each.yLow, each.yHigh].map((at) => at === null ? null : down(box, at));
    return { ...each, y, yLow, yHigh };
  };

  // Marks of one column stand beside each other where they would hide each other.
  function apart(columns, box) {
    const wide = box.width / columns.length;
    const step = wide < 60 ? 9 : 15;
    const steps = Math.max(0, Math.floor((wide / 2 - 8) / step));
    const offsets = [0, ...Array.from({ length: steps }, (_, i) => [(i + 1) * step, -(i + 1) * step]).flat()];
    return columns.flatMap((own, at) => {
      const set = [];
      for (const each of own.map((one) => placed(one, box)).sort((a, b) => a.y - b.y)) {
        const clash = (off) => set.filter((other) => other.off === off && Math.abs(other.y - each.y) < 14).length;
        const off = offsets.reduce((best, next) => (clash(next) < clash(best) ? next : best), 0);
        set.push({ ...each, off, x: box.x + (at + 0.5) * wide + off });
      }
      return set;
    });
  }

  // Names under their columns: over several lines, on end where a word is too long, else in the legend.
  function names(d, box) {
    const wide = box.width / d.names.length;
    const [y, at] = [box.y + box.height, (i) => box.x + (i + 0.5) * wide];
    const longest = Math.max(...d.names.flatMap((name) => name.split(" ")).map((word) => long(word, 12)));
    if (longest <= wide - 4) {
      const lines = d.names.map((name) => wrapped(name, wide - 4, 12));
      const high = Math.max(...lines.map((each) => each.length)) * LINE;
      return { parts: lines.flatMap((each, i) => stacked(each, at(i), y + 18, "link-tick", "middle")), high };
    }
    const high = Math.max(...d.names.map((name) => long(name, 12)));
    if (high > 90) return { parts: [], high: 0 };
    const parts = d.names.map((name, i) => part("text", { class: "link-tick", "text-anchor": "end",
      transform: `translate(${at(i) + 4} ${y + 8}) rotate(-90)` }, name));
    return { parts, high };
  }

  function strip(d, box, room) {
    const columns = d.names.map((_, i) => d.marks.filter(({ low, column }) => low === null && column === i));
    const named = names(d, box);
    const title = wrapped(d.stripTitle, room, 13);
    const from = box.y + box.height + named.high + 24;
    const [x, anchor] = d.known ? [box.x + box.width / 2, "middle"] : [box.x, "start"];
    return {
      parts: [
        part("rect", { ...box, class: "link-strip" }),
        ...named.parts,
        ...stacked(title, x, from, "link-title", anchor),
      ],
      marks: apart(columns, box).map((each) => mark({ ...each, low: null, high: null })),
      bottom: from + title.length * LINE,
    };
  }

  // Where the strip and the plot stand: beside each other, under each other, or one alone.
  function panels(d, width, left, top) {
    const [room, height] = [width - left - 8, onPaper || width < NARROW ? 260 : 350];
    const unknown = d.marks.some(({ low }) => low === null);
    const alone = { x: left, y: top, width: room, height };
    if (!d.known) {
      const box = { ...alone, width: Math.min(room, Math.max(360, d.names.length * 84)) };
      return [[box, strip(d, box, room)]];
    }
    if (!unknown) return [[alone, plot(d, alone)]];
    if (width < NARROW) {
      const above = plot(d, alone);
      const box = { ...alone, y: above.bottom + 12 };
      return [[alone, above], [box, strip(d, box, room)]];
    }
    const own = Math.min(room * 0.4, Math.max(150, d.names.length * 48));
    const beside = { ...alone, width: own };
    const main = { ...alone, x: left + own + GAP, width: room - own - GAP };
    return [[beside, strip(d, beside, own)], [main, plot(d, main)]];
  }

  function draw(frame) {
    const width = onPaper ? PAPER : Math.min(WIDEST, frame.clientWidth || NARROW);
    const from = `${width} ${frame.dataset.link}`;
    if (frame.writtenFrom === from) return;
    frame.writtenFrom = from;
    resized.observe(frame);
    const d = JSON.parse(frame.dataset.link);
    const left = Math.max(...d.yTicks.map(({ text }) => long(text, 12))) + 12;
    const title = wrapped(d.yTitle, width - 8, 13);
    const made = panels(d, width, left, title.length * LINE + 8);
    const upright = made.filter(([box], i) => i === 0 || box.x === left);
    const height = Math.max(...made.map(([, { bottom }]) => bottom));
    // No wider than what is drawn, so that paper need not make it smaller.
    const right = Math.max(...made.map(([{ x, width: own }]) => x + own + 8));
    const used = Math.min(width, Math.max(right, left + long(d.known ? "" : d.stripTitle, 13) + 8, long(d.yTitle, 13) + 8));
    const zeros = made.filter(([box]) => box.x !== left).map(([box]) =>
      line(box.x, down(box, d.zero), box.x + box.width, down(box, d.zero), "link-zero"));
    frame.replaceChildren(
      part("svg", { viewBox: `0 0 ${used} ${height}`, width: used, height, role: "img", "aria-label": d.label },
        ...stacked(title, 0, 14, "link-title"),
        ...made.flatMap(([, { parts }]) => parts),
        ...upright.flatMap(([box]) => upwards(d, box)), ...zeros,
        ...made.flatMap(([, { marks }]) => marks)),
    );
  }

  let onPaper = false;
  for (const [event, paper] of [["beforeprint", true], ["afterprint", false]]) {
    window.addEventListener(event, () => {
      onPaper = paper;
      look();
    });
  }

  const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => draw(target)));

  // A sample of the legend is the mark itself.
  function sample(frame) {
    const { linkShape: shape } = frame.dataset;
    if (frame.writtenFrom === shape) return;
    frame.writtenFrom = shape;
    const path = part("path", { d: SHAPES[shape](9, 9), class: "link-mark link-unsaid" });
    frame.replaceChildren(part("svg", { viewBox: "0 0 18 18", width: 18, height: 18, "aria-hidden": "true" }, path));
  }

  function look() {
    document.querySelectorAll("[data-link]").forEach(draw);
    document.querySelectorAll("[data-link-shape]").forEach(sample);
  }

  new MutationObserver(look).observe(
    document.body,
    { childList: true, subtree: true, attributes: true, attributeFilter: ["data-link", "data-link-shape"] },
  );
})();
