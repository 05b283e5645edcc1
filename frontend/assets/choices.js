// Choices live in the address. A select with data-param is one parameter of it; the stores named in
// data-stores are told the whole address when it changes, and the page answers from there.
(() => {
  const WIDE = window.matchMedia("(min-width: 48rem)");

  const address = () => new URLSearchParams(location.search);

  function choose(select) {
    const { param, stores } = select.dataset;
    const params = address();
    if (select.value === (select.dataset.default ?? "")) params.delete(param);
    else params.set(param, select.value);
    const written = params.toString();
    history.pushState({}, "", location.pathname + (written ? `?${written}` : ""));
    for (const store of stores.split(" ")) {
      window.dash_clientside.set_props(store, { data: Object.fromEntries(params) });
    }
  }

  document.addEventListener("change", (event) => {
    const select = event.target.closest("select[data-param]");
    if (select) choose(select);
  });

  function unfold(drawer) {
    if (drawer.dataset.unfolded) return;
    drawer.dataset.unfolded = "true";
    drawer.open = WIDE.matches;
  }

  WIDE.addEventListener("change", () => {
    for (const drawer of document.querySelectorAll("details[data-open-wide]")) {
      drawer.open = WIDE.matches;
    }
  });

  new MutationObserver(() => {
    document.querySelectorAll("details[data-open-wide]").forEach(unfold);
  }).observe(document.body, { childList: true, subtree: true });

  // A click on the map is the same as choosing in the list.
  function pick(clicked) {
    const point = clicked?.points?.[0];
    const iso3 = point?.customdata ?? point?.location;
    const select = document.getElementById("choose-country");
    if (iso3 && select && select.value !== iso3) {
      select.value = iso3;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return window.dash_clientside.no_update;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    atlas: { pick },
  });
})();
