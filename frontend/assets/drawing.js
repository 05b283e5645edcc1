// SVG that stands alone: what the browser drew, with the fills and patterns that the style sheets
// gave it written into it. The picture needs no style sheet and no other file.
(() => {
  const kit = (window.fairatlas ??= {});
  const SVG = "http://www.w3.org/2000/svg";
  // What an SVG element is drawn with, and what it has when nobody says anything.
  const DRAWN_WITH = {
    fill: "rgb(0, 0, 0)", "fill-opacity": "1", stroke: "none", "stroke-opacity": "1",
    "stroke-width": "1px", "stroke-dasharray": "none", "stroke-linecap": "butt",
    "stroke-linejoin": "miter", "vector-effect": "none", opacity: "1", "text-anchor": "start",
    "font-size": "", "font-weight": "400", "font-family": "", "dominant-baseline": "auto",
    "paint-order": "normal",
  };
  const TEXT_ONLY = new Set(["font-size", "font-weight", "font-family", "text-anchor", "dominant-baseline"]);

  function part(name, attributes = {}, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // Paper is light. Nothing is painted in between: the theme is back before the browser draws.
  function inLight(work) {
    const root = document.documentElement;
    const { theme } = root.dataset;
    root.dataset.theme = "light";
    try {
      return work();
    } finally {
      if (theme === undefined) delete root.dataset.theme;
      else root.dataset.theme = theme;
    }
  }

  function lightColours(names) {
    return inLight(() => {
      const style = getComputedStyle(document.documentElement);
      return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`)]));
    });
  }

  function styleOf(element) {
    const style = getComputedStyle(element);
    const text = element.localName === "text" || element.localName === "tspan";
    return Object.entries(DRAWN_WITH)
      .filter(([name]) => text || !TEXT_ONLY.has(name))
      .map(([name, usual]) => [name, style.getPropertyValue(name), usual])
      .filter(([, value, usual]) => value !== usual)
      .map(([name, value]) => `${name}:${value.replaceAll('"', "'").replace(/url\('#(.*?)'\)/g, "url(#$1)")}`)
      .join(";");
  }

  // A copy whose every part carries its computed look.
  function inlined(original) {
    const copy = original.cloneNode(true);
    const [from, to] = [original, copy].map((root) => [root, ...root.querySelectorAll("*")]);
    from.forEach((element, index) => {
      to[index].setAttribute("style", styleOf(element));
      to[index].removeAttribute("class");
      if (getComputedStyle(element).display === "none") to[index].dataset.away = "true";
    });
    copy.querySelectorAll("[data-away]").forEach((each) => each.remove());
    // A hundredth of a pixel is enough, and a third of the size.
    for (const path of copy.querySelectorAll("path[d]")) {
      path.setAttribute("d", path.getAttribute("d").replace(/(\.\d\d)\d+/g, "$1"));
    }
    return copy;
  }

  const patterns = () =>
    inLight(() => [...document.querySelectorAll(".patterns pattern")].map(inlined));

  // A figure of plotly's, drawn anew at the size of the picture and then given its patterns.
  async function drawnPlot(graph, width) {
    const { width: w, height: h } = graph.getBoundingClientRect();
    const height = Math.round((width * h) / w);
    const address = await window.Plotly.toImage(graph, { format: "svg", width, height });
    const source = decodeURIComponent(address.slice(address.indexOf(",") + 1));
    const svg = document.importNode(new DOMParser().parseFromString(source, "image/svg+xml").documentElement, true);
    const host = document.createElement("div");
    host.className = graph.closest(".figure")?.className ?? "figure";
    Object.assign(host.style, { position: "fixed", left: "-9999px", top: "0", visibility: "hidden" });
    host.append(svg);
    document.body.append(host);
    const drawn = inLight(() => inlined(svg));
    host.remove();
    return { drawn, patterns: [], height };
  }

  Object.assign(kit, { part, inLight, lightColours, inlined, patterns, drawnPlot });
})();
