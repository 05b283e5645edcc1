// What stands on the page as HTML, drawn again as SVG: boxes, borders, patterns and text.
(() => {
  const kit = window.fairatlas;
  const { part, inLight, inlined, drawnPlot } = kit;
  const NOTHING = new Set(["rgba(0, 0, 0, 0)", "transparent"]);
  const ink = document.createElement("canvas").getContext("2d");
  const fontOf = (style) => `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;

  class Sheet {
    constructor(origin) {
      this.origin = origin;
      this.made = part("g");
      this.fills = new Map();
    }

    at(rect) {
      return { x: rect.left - this.origin.left, y: rect.top - this.origin.top,
        width: rect.width, height: rect.height };
    }

    // Lines and dots of a style sheet's gradient, as a pattern.
    fill(style) {
      const said = `${style.backgroundImage} ${style.backgroundSize}`;
      if (!this.fills.has(said)) this.fills.set(said, pattern(style, `fill-${kit.patternCount++}`));
      const found = this.fills.get(said);
      return found instanceof Element ? `url(#${found.id})` : found;
    }

    get patterns() {
      return [...this.fills.values()].filter((each) => each instanceof Element);
    }
  }

  kit.patternCount = 0;

  // The bands of a gradient that are seen: where each begins, its height, its colour.
  function bands(image) {
    const stops = [...image.matchAll(/(rgba?\([^)]*\))((?: [\d.]+px)+)/g)].flatMap(([, colour, places]) =>
      places.trim().split(" ").map((place) => [colour, parseFloat(place)]));
    return stops.slice(1)
      .map(([colour, end], before) => [stops[before][1], end - stops[before][1], colour, stops[before][0]])
      .filter(([, height, colour, from]) => height > 0 && colour === from && colour !== "rgba(0, 0, 0, 0)");
  }

  function pattern(style, id) {
    const image = style.backgroundImage;
    const [fill] = image.match(/rgba?\([^)]*\)/);
    const lengths = [...image.matchAll(/([\d.]+)px/g)].map(([, length]) => Number(length));
    if (image.startsWith("repeating-linear")) {
      const period = lengths.at(-1);
      const turn = Number(image.match(/([\d.]+)deg/)?.[1] ?? 180);
      return part("pattern",
        { id, width: period, height: period, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})` },
        ...bands(image).map(([y, height, fill]) => part("rect", { width: period, y, height, fill })));
    }
    if (!image.startsWith("radial")) return fill;
    const size = parseFloat(style.backgroundSize);
    return part("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" },
      part("circle", { cx: size / 2, cy: size / 2, r: lengths[0], fill }));
  }

  // One dot in the middle: a gradient that is not repeated.
  function dot(image, { x, y, width, height }) {
    const [fill] = image.match(/rgba?\([^)]*\)/);
    const [, r] = image.match(/([\d.]+)px/);
    return part("circle", { cx: x + width / 2, cy: y + height / 2, r, fill });
  }

  function rounded(style, { width, height }) {
    const radius = style.borderTopLeftRadius;
    const length = parseFloat(radius) * (radius.endsWith("%") ? Math.min(width, height) / 100 : 1);
    return length ? { rx: Math.min(length, width / 2, height / 2) } : {};
  }

  function ground(sheet, style, box) {
    if (!box.width || !box.height) return;
    const round = rounded(style, box);
    if (!NOTHING.has(style.backgroundColor)) {
      sheet.target.append(part("rect", { ...box, ...round, fill: style.backgroundColor }));
    }
    if (!style.backgroundImage.includes("gradient")) return;
    if (style.backgroundImage.startsWith("radial") && style.backgroundSize === "auto") {
      sheet.target.append(dot(style.backgroundImage, box));
      return;
    }
    const tall = style.backgroundRepeat === "no-repeat" ? style.backgroundSize.split(" ")[1] : undefined;
    const height = tall?.endsWith("px") ? parseFloat(tall) : box.height;
    const y = box.y + (box.height - height) / 2;
    sheet.target.append(part("rect", { ...box, ...round, y, height, fill: sheet.fill(style) }));
  }

  function sides(style) {
    return ["Top", "Right", "Bottom", "Left"].map((side) => ({
      width: style[`border${side}Style`] === "none" ? 0 : parseFloat(style[`border${side}Width`]),
      stroke: style[`border${side}Color`],
      dash: style[`border${side}Style`] === "dashed" ? { "stroke-dasharray": "3 3" } : {},
    }));
  }

  function border(sheet, style, box) {
    const drawn = sides(style);
    const shown = drawn.filter(({ width, stroke }) => width && !NOTHING.has(stroke));
    if (!shown.length) return;
    const { x, y, width: w, height: h } = box;
    const [one] = shown;
    if (shown.length === 4 && shown.every((each) => each.stroke === one.stroke && each.width === one.width)) {
      const half = one.width / 2;
      const inner = { x: x + half, y: y + half, width: Math.max(0, w - one.width), height: Math.max(0, h - one.width) };
      sheet.target.append(part("rect", { ...inner, ...rounded(style, inner), ...one.dash, fill: "none",
        stroke: one.stroke, "stroke-width": one.width }));
      return;
    }
    const ends = [[x, y, x + w, y], [x + w, y, x + w, y + h], [x, y + h, x + w, y + h], [x, y, x, y + h]];
    drawn.forEach(({ width, stroke, dash }, index) => {
      if (!width || NOTHING.has(stroke)) return;
      const [x1, y1, x2, y2] = ends[index];
      sheet.target.append(part("line", { x1, y1, x2, y2, stroke, "stroke-width": width, ...dash }));
    });
  }

  // Marks that a style sheet adds to an element (the cross of "none found").
  function added(sheet, element, which) {
    const style = getComputedStyle(element, which);
    if (style.content !== '""' || style.position !== "absolute") return;
    const outer = sheet.at(element.getBoundingClientRect());
    const [left, top, width, height] = ["left", "top", "width", "height"].map((side) => parseFloat(style[side]));
    if (![left, top, width, height].every(Number.isFinite)) return;
    const [cx, cy] = [outer.x + left + width / 2, outer.y + top + height / 2];
    const turned = style.transform === "none" ? "" : ` ${style.transform}`;
    const target = part("g", { transform: `translate(${cx} ${cy})${turned}` });
    const kept = sheet.target;
    kept.append(target);
    sheet.target = target;
    ground(sheet, style, { x: -width / 2, y: -height / 2, width, height });
    sheet.target = kept;
  }

  // One line of text per line on the page.
  function lines(node) {
    const range = document.createRange();
    const found = [];
    for (const { 0: word, index } of node.data.matchAll(/[^ \n\t\r]+/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const [rect] = range.getClientRects();
      if (!rect || !rect.width) continue;
      const last = found.at(-1);
      if (last && Math.abs(last.top - rect.top) < 2) Object.assign(last, { right: rect.right, text: `${last.text} ${word}` });
      else found.push({ left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom, text: word });
    }
    return found;
  }

  function place(sheet, style, line) {
    ink.font = fontOf(style);
    const [x, right] = [line.left - sheet.origin.left, line.right - sheet.origin.left];
    const top = line.top - sheet.origin.top;
    if (style.writingMode.startsWith("vertical")) {
      const [cx, cy] = [(x + right) / 2, top + (line.bottom - line.top) / 2];
      return { transform: `translate(${cx} ${cy}) rotate(-90)`, "text-anchor": "middle", "dominant-baseline": "central" };
    }
    const y = top + ink.measureText("x").fontBoundingBoxAscent;
    return ["end", "right"].includes(style.textAlign) ? { x: right, y, "text-anchor": "end" } : { x, y };
  }

  // Quotation marks are the style sheet's; the first one stands where the element begins.
  function quoted(found, element) {
    if (!found.length) return found;
    const [first] = element.getClientRects();
    Object.assign(found[0], { left: first.left, text: `“${found[0].text}` });
    found.at(-1).text += "”";
    return found;
  }

  function text(sheet, node, style) {
    const found = lines(node);
    for (const line of node.parentElement.localName === "q" ? quoted(found, node.parentElement) : found) {
      const words = style.textTransform === "uppercase" ? line.text.toUpperCase() : line.text;
      const look = { fill: style.color, "font-size": style.fontSize, "font-weight": style.fontWeight };
      if (style.letterSpacing !== "normal") look["letter-spacing"] = style.letterSpacing;
      sheet.target.append(part("text", { ...place(sheet, style, line), ...look }, words));
    }
  }

  const LEFT_OUT = "details, button, input, select, script";

  function unseen(element, style) {
    return element.matches(LEFT_OUT) || style.display === "none" || style.visibility === "hidden" ||
      style.clipPath.startsWith("inset(50%");
  }

  function drawElement(sheet, element) {
    const style = getComputedStyle(element);
    if (unseen(element, style)) return;
    const box = sheet.at(element.getBoundingClientRect());
    if (element.localName === "svg") {
      const copy = inlined(element);
      for (const [name, value] of Object.entries(box)) copy.setAttribute(name, value);
      sheet.target.append(copy);
      return;
    }
    const kept = sheet.target;
    if (style.opacity !== "1") {
      sheet.target = part("g", { opacity: style.opacity });
      kept.append(sheet.target);
    }
    ground(sheet, style, box);
    border(sheet, style, box);
    added(sheet, element, "::before");
    added(sheet, element, "::after");
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) text(sheet, child, style);
      else if (child.nodeType === Node.ELEMENT_NODE) drawElement(sheet, child);
    }
    sheet.target = kept;
  }

  // The element is laid out as wide as the picture, measured, and put back before anything is painted.
  function laidOut(element, width, work) {
    const [style, scroll] = [element.getAttribute("style"), [scrollX, scrollY]];
    Object.assign(element.style, { position: "absolute", width: `${width}px` });
    element.classList.add("being-drawn");
    try {
      return work();
    } finally {
      element.classList.remove("being-drawn");
      if (style === null) element.removeAttribute("style");
      else element.setAttribute("style", style);
      scrollTo(...scroll);
    }
  }

  // Draw one element of the page: {drawn, patterns, height}.
  function drawnElement(element, width) {
    return inLight(() =>
      laidOut(element, width, () => {
        const origin = element.getBoundingClientRect();
        const sheet = new Sheet(origin);
        sheet.target = sheet.made;
        drawElement(sheet, element);
        return { drawn: sheet.made, patterns: sheet.patterns, height: origin.height };
      }),
    );
  }

  const plotIn = (element) =>
    element.matches(".js-plotly-plot") ? element : element.querySelector(".js-plotly-plot");

  async function drawn(element, width) {
    const graph = plotIn(element);
    return graph ? drawnPlot(graph, width) : drawnElement(element, width);
  }

  Object.assign(kit, { drawn });
})();
