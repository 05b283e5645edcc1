// A span of years as two sliders of one track (frontend/components/years.py). Each slider is one
// parameter of the address, like any choice (choices.js); at an end of the track it is left out.
//   data-years: {names: [from, to], first, last, chosen: [from, to], stores}
(() => {
  const say = (...given) => window.fairatlas.say(...given);
  const PAUSE_MS = 400;
  const waiting = new WeakMap();

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function slider({ names, first, last, chosen, stores }, end) {
    return element("input", {
      type: "range", id: `choose-${names[end]}`, min: first, max: last, step: 1, value: chosen[end],
      "aria-label": end ? say("Released until") : say("Released from"),
      "data-param": names[end], "data-default": end ? last : first, "data-stores": stores,
    });
  }

  function write(frame) {
    if (frame.writtenFrom === frame.dataset.years) return;
    frame.writtenFrom = frame.dataset.years;
    const told = JSON.parse(frame.dataset.years);
    const track = element("div", { class: "years-track" },
      element("span", { class: "years-chosen", "aria-hidden": "true" }), slider(told, 0), slider(told, 1));
    const ends = [told.first, told.last].map((year) => element("span", {}, String(year)));
    frame.replaceChildren(
      element("fieldset", {},
        element("legend", {}, say("Year of release:"), " ", element("span", { class: "years-said" })),
        track,
        element("div", { class: "years-ends", "aria-hidden": "true" }, ...ends)),
    );
    tell(frame);
  }

  const slidersOf = (frame) => [...frame.querySelectorAll("input[type=range]")];

  function words([first, last], [from, to]) {
    if (from === first && to === last) return say("all years, {first} to {last}", { first, last });
    if (from === to) return say("only {from}", { from });
    if (to === last) return say("{from} and later", { from });
    if (from === first) return say("until {to}", { to });
    return say("{from} to {to}", { from, to });
  }

  function tell(frame) {
    const sliders = slidersOf(frame);
    const [from, to] = sliders.map(({ value }) => Number(value));
    const ends = [Number(sliders[0].min), Number(sliders[0].max)];
    frame.querySelector(".years-said").textContent = words(ends, [from, to]);
    sliders[0].setAttribute("aria-valuetext", from === ends[0] ? say("{from}, the first year", { from }) : String(from));
    sliders[1].setAttribute("aria-valuetext", to === ends[1] ? say("{to}, the last year", { to }) : String(to));
    const part = (year) => (year - ends[0]) / (ends[1] - ends[0] || 1);
    frame.style.setProperty("--from", part(from));
    frame.style.setProperty("--to", part(to));
  }

  // The two may meet, and never pass each other.
  document.addEventListener("input", (event) => {
    const frame = event.target.closest?.("[data-years]");
    if (!frame) return;
    const [from, to] = slidersOf(frame);
    if (Number(from.value) > Number(to.value)) event.target.value = event.target === from ? to.value : from.value;
    tell(frame);
  });

  // One choice per pause, not one per key: the address and the question follow when it rests.
  document.addEventListener("change", (event) => {
    const slider = event.target;
    if (!event.isTrusted || !slider.closest?.("[data-years]")) return;
    event.stopImmediatePropagation();
    clearTimeout(waiting.get(slider));
    const chosen = () => slider.dispatchEvent(new Event("change", { bubbles: true }));
    waiting.set(slider, setTimeout(chosen, PAUSE_MS));
  }, true);

  const sayAll = () => document.querySelectorAll("[data-years]").forEach(tell);
  window.addEventListener("popstate", sayAll);
  window.addEventListener("_dashprivate_pushstate", sayAll);

  new MutationObserver(() => document.querySelectorAll("[data-years]").forEach(write)).observe(
    document.body,
    { childList: true, subtree: true, attributes: true, attributeFilter: ["data-years"] },
  );
})();
