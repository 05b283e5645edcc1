// What the scripts say, in the language of the document: say("Release {n}", {n: 3}). The server
// leaves the messages of its catalogue in #words; English is what stands in the scripts.
(() => {
  const kit = (window.fairatlas ??= {});
  const plain = window.fetch.bind(window);
  let words;

  kit.say = (message, values = {}) => {
    words ??= JSON.parse(document.getElementById("words")?.textContent || "{}");
    const said = words[message] ?? message;
    return said.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  };

  // What this document asks of its pages is answered in its language, whatever others were opened.
  window.fetch = (address, options = {}) => {
    const own = typeof address === "string" && address.includes("/_dash-");
    if (!own) return plain(address, options);
    const headers = { ...options.headers, "X-Page-Language": document.documentElement.lang };
    return plain(address, { ...options, headers });
  };
})();
