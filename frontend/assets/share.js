// The row to take a view away with, written from its data (frontend/components/share.py).
//   data-share: {name, sentence, unknown, permanent, release, releaseId, files: [{words, links}],
//                figures: [selector], sources, disclaimer, pins}
// Everything is set as text, never as markup.
(() => {
  const say = (...given) => window.fairatlas.say(...given);
  const kit = (window.fairatlas ??= {});

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.filter(Boolean));
    return made;
  }

  // The address of this view; it names the release where the page can show an old one.
  function address({ pins, release }) {
    const here = new URL(location.href);
    here.hash = "";
    if (pins && !here.searchParams.has("release")) here.searchParams.set("release", release);
    return here.href;
  }

  function today() {
    const now = new Date();
    const two = (n) => String(n).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  Object.assign(kit, { address, today });

  const plain = (text) => text.replaceAll("\u00a0", " ");

  function citation(view) {
    return (
      say("FairAtlas, release {release}. {name}: “{sentence}” {address} (accessed {date}).", {
        release: view.release, name: view.name, sentence: plain(view.sentence),
        address: address(view), date: today(),
      })
    );
  }

  // BibTeX reads some signs as orders; a brace that is never closed spoils a whole file.
  const literal = (text) =>
    plain(text).replace(/[{}\\~^]/g, " ").replace(/[&%$#_]/g, (sign) => `\\${sign}`);

  const address_in_bibtex = (view) => address(view).replace(/[{}\\]/g, encodeURIComponent);

  function bibtex(view) {
    const key = `${location.pathname}_${view.release}`.toLowerCase().replace(/[^a-z0-9]+/g, "_");
    return [
      `@misc{fairatlas${key},`,
      "  author = {{FairAtlas}},",
      `  title = {{${literal(view.name)}: ${literal(view.sentence)}}},`,
      `  note = {${say("Release {release} of the catalogue; every number cites its own source", view)}},`,
      `  howpublished = {\\url{${address_in_bibtex(view)}}},`,
      `  urldate = {${today()}},`,
      "}",
    ].join("\n");
  }

  function copied(text, words) {
    const button = element("button", { type: "button", class: "link" }, words);
    button.addEventListener("click", () => copy(button, text));
    return button;
  }

  async function copy(button, text) {
    const said = (button.dataset.words ??= button.textContent);
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = say("Copied");
    } catch {
      button.textContent = say("Not allowed here: select it and copy it");
    }
    setTimeout(() => (button.textContent = said), 2500);
  }

  function cite(view) {
    const summary = element("summary", {}, say("Cite"));
    const folded = element("details", { class: "cite" }, summary);
    folded.addEventListener("toggle", () => {
      if (folded.open) folded.replaceChildren(summary, ...written(view));
    });
    return folded;
  }

  function written(view) {
    const ways = [[say("As text"), citation(view), "text"], ["BibTeX", bibtex(view), "bibtex"]];
    const shown = ways.flatMap(([head, text, look]) => [
      element("h3", {}, head),
      element("pre", { class: look, tabindex: 0 }, text),
      copied(text, say("Copy")),
    ]);
    const also = view.sources === null
      ? say("Cite the sources too: the numbers are theirs. They are listed on this page.")
      : say("Cite the sources too ({sources} here): the numbers are theirs. They are listed on this page.", view);
    return [...shown, element("p", {}, also)];
  }

  function part(name, ...children) {
    return element("span", { class: "share-part" }, element("span", { class: "name" }, name), ...children);
  }

  function files({ words, links }) {
    const listed = links.map(([name, href]) => element("a", { href }, name));
    return part(words ? say("Data, {words}:", { words }) : say("Data:"), ...listed);
  }

  function picture(view, said) {
    const button = (kind) => {
      const made = element("button", { type: "button", class: "link" }, kind.toUpperCase());
      made.setAttribute("aria-label", say("Picture as {kind}", { kind: kind.toUpperCase() }));
      made.addEventListener("click", () => save(view, kind, made, said));
      return made;
    };
    return part(say("Picture:"), button("svg"), button("png"));
  }

  async function save(view, kind, button, said) {
    button.disabled = true;
    said.textContent = say("Drawing …");
    try {
      const drawn = await kit.picture(view);
      const page = location.pathname.replace(/\W+/g, "-").replace(/^-+|-+$/g, "") || "home";
      const name = `fairatlas-${page}-release-${view.release}.${kind}`;
      download(kind === "svg" ? kit.svgFile(drawn) : await kit.pngFile(drawn), name);
      said.textContent = say("Saved as {name}", { name });
    } catch (error) {
      said.textContent = say("The picture could not be drawn: {why}", { why: error.message });
    }
    button.disabled = false;
    button.focus();
  }

  function download(blob, name) {
    const link = element("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  function write(row) {
    if (row.writtenFrom === row.dataset.share) return;
    row.writtenFrom = row.dataset.share;
    const view = JSON.parse(row.dataset.share);
    const said = element("span", { class: "share-said", role: "status" });
    row.replaceChildren(
      ...view.files.map(files),
      ...(view.figures.length ? [picture(view, said)] : []),
      element("button", { type: "button", class: "link", "data-copy-link": "true" }, say("Copy link")),
      cite(view),
      element("span", { class: "release", id: view.releaseId }, say("Release {release}", view)),
      said,
    );
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-link]");
    if (button) copy(button, location.href);
  });

  new MutationObserver(() => document.querySelectorAll("[data-share]").forEach(write)).observe(
    document.body,
    { childList: true, subtree: true, attributes: true, attributeFilter: ["data-share"] },
  );
})();
