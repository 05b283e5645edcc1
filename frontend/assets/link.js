// Shares in training across, performance up: laid out by frontend/link/scatter.py, written here as
// SVG, so that its colours are those of the page. The table below holds every value.
//   data-link: {label, width, height, strip, main, column, zero, divide, xTicks, yTicks, marks, ...}
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const R = 6;

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

  function grounds({ strip, main, top, bottom, zero, divide }) {
    const height = bottom - top;
    return [
      part("rect", { x: strip.x, y: top, width: strip.width, height, class: "link-strip" }),
      part("rect", { x: main.x, y: top, width: main.width, height, class: "link-ground" }),
      line(strip.x, zero, main.x + main.width, zero, "link-zero"),
      divide === null ? null : line(divide, top, divide, bottom, "link-zero"),
    ];
  }

  function axes(d) {
    const middle = (box) => box.x + box.width / 2;
    return [
      ...d.yTicks.map(({ at, text }) => words(text, d.strip.x - 8, at + 4, "link-tick", "end")),
      ...d.xTicks.map(({ at, text }) => words(text, at, d.bottom + 18, "link-tick", "middle")),
      ...d.names.map(({ x, text }) => words(text, x, d.bottom + 18, "link-tick", "middle")),
      words(d.stripTitle, middle(d.strip), d.bottom + 40, "link-title", "middle"),
      words(d.xTitle, middle(d.main), d.bottom + 40, "link-title", "middle"),
      words(d.yTitle, d.strip.x, d.top - 14, "link-title"),
      ...d.corners.map(({ text, x, y, anchor }) => words(text, x, y, "link-corner", anchor)),
      d.empty ? words(d.empty, middle(d.main), d.zero - 14, "link-title", "middle") : null,
    ];
  }

  function column({ column: { x, lines }, columnTitle, top, bottom, width }) {
    return [
      part("rect", { x: x - 8, y: top, width: width - x + 7, height: bottom - top, class: "link-untested" }),
      words(columnTitle, x, top - 14, "link-title"),
      ...lines.map((text, i) => words(text, x, top + 22 + i * 22, "link-line")),
    ];
  }

  function draw(frame) {
    if (frame.writtenFrom === frame.dataset.link) return;
    frame.writtenFrom = frame.dataset.link;
    const d = JSON.parse(frame.dataset.link);
    const { width, height, label } = d;
    frame.replaceChildren(
      part("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label },
        ...grounds(d), ...column(d), ...axes(d), ...d.marks.map(mark)),
    );
  }

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
