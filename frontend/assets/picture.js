// A picture that stands alone: the finding, what is not known, the figure with its legend, the
// sources, the release, the date and the borders' disclaimer, as one SVG or PNG made in the browser.
(() => {
  const say = (...given) => window.fairatlas.say(...given);
  const kit = (window.fairatlas ??= {});
  const [WIDTH, MARGIN, GAP] = [1200, 40, 20];
  const INNER = WIDTH - 2 * MARGIN;
  // A font of another machine may run wider than ours.
  const ROOM = 0.96;
  const LOOKS = {
    kicker: { size: 15, weight: 600, colour: "quiet" },
    title: { size: 26, weight: 600, colour: "ink" },
    head: { size: 19, weight: 600, colour: "ink" },
    words: { size: 17, weight: 400, colour: "ink" },
    small: { size: 14, weight: 400, colour: "quiet" },
  };
  const ink = document.createElement("canvas").getContext("2d");

  const family = () => getComputedStyle(document.body).fontFamily;

  function* pieces(text, width) {
    for (const word of text.split(/[ \n]+/).filter(Boolean)) {
      let rest = word;
      while (ink.measureText(rest).width > width) {
        let end = rest.length;
        while (end > 1 && ink.measureText(rest.slice(0, end)).width > width) end -= 1;
        yield rest.slice(0, end);
        rest = rest.slice(end);
      }
      yield rest;
    }
  }

  function wrapped(text, { size, weight }) {
    ink.font = `${weight} ${size}px ${family()}`;
    const width = INNER * ROOM;
    const lines = [];
    for (const word of pieces(text, width)) {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      if (lines.length && ink.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  class Paper {
    constructor(colours) {
      this.colours = colours;
      this.y = MARGIN;
      this.parts = [];
      this.patterns = [];
    }

    write(text, name, space = 8) {
      if (!text) return;
      const look = LOOKS[name];
      for (const line of wrapped(text, look)) {
        this.y += look.size * 1.3;
        this.parts.push(kit.part("text", { x: MARGIN, y: this.y, "font-size": look.size,
          "font-weight": look.weight, fill: this.colours[look.colour] }, line));
      }
      this.y += space;
    }

    rule() {
      this.parts.push(kit.part("line", { x1: MARGIN, x2: WIDTH - MARGIN, y1: this.y, y2: this.y,
        stroke: this.colours.line, "stroke-width": 1 }));
      this.y += 4;
    }

    put({ drawn, patterns, height }) {
      const holder = kit.part("g", { transform: `translate(${MARGIN} ${this.y})` }, drawn);
      this.parts.push(holder);
      this.patterns.push(...patterns);
      this.y += height + GAP;
    }

    finished(title, words) {
      const height = Math.ceil(this.y + MARGIN / 2);
      return kit.part("svg",
        { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height, role: "img", "font-family": family() },
        kit.part("title", {}, title),
        kit.part("desc", {}, words),
        kit.part("defs", {}, ...kit.patterns(), ...this.patterns),
        kit.part("rect", { width: WIDTH, height, fill: "#ffffff" }),
        ...this.parts);
    }
  }

  function sourcesLine(view) {
    const told = { sources: view.sources, address: kit.address(view) };
    if (view.sources === null) return say("Sources, each number with its own, at {address}", told);
    return say("Sources: {sources}, each number with its own, at {address}", told);
  }

  // The heading that a figure stands under, unless it brings its own.
  function headOf(element) {
    if (element.querySelector("h2, h3")) return "";
    return element.closest("section")?.querySelector("h2, h3")?.textContent ?? "";
  }

  async function picture(view) {
    const shown = view.figures.flatMap((selector) => [...document.querySelectorAll(selector)]);
    if (!shown.length) throw new Error(say("nothing is drawn yet"));
    const paper = new Paper(kit.lightColours(["ink", "quiet", "line"]));
    paper.write(`FairAtlas · ${view.name}`, "kicker", 4);
    paper.write(view.sentence, "title");
    paper.write(view.unknown, "words", GAP);
    let before = "";
    for (const element of shown) {
      const head = headOf(element);
      if (head !== before) paper.write(head, "head", 6);
      before = head;
      paper.put(await kit.drawn(element, INNER));
    }
    paper.rule();
    const release = say("FairAtlas, release {release} of the catalogue, {date}. {permanent}", { ...view, date: kit.today() });
    paper.write(release, "small", 0);
    paper.write(sourcesLine(view), "small", 0);
    paper.write(view.disclaimer, "small", 0);
    return paper.finished(view.sentence, [view.unknown, release, view.disclaimer].filter(Boolean).join(" "));
  }

  const text = (svg) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}`;

  const svgFile = (svg) => new Blob([text(svg)], { type: "image/svg+xml" });

  // Twice as fine as the picture, for paper.
  async function pngFile(svg) {
    const image = new Image();
    image.src = URL.createObjectURL(svgFile(svg));
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 2 * image.width;
    canvas.height = 2 * image.height;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    return new Promise((done, failed) => {
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error(say("it is too large")))), "image/png");
    });
  }

  Object.assign(kit, { picture, svgFile, pngFile });
})();
