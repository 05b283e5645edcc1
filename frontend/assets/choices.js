// Choices live in the address. A field with data-param is one parameter of it; the stores named in
// data-stores are told the whole address when it changes, and the page answers from there.
(() => {
  const FIELDS = "select[data-param], input[data-param]";
  const WIDE = window.matchMedia("(min-width: 48rem)");

  const address = () => new URLSearchParams(location.search);

  function choose(select) {
    const { param, stores } = select.dataset;
    const params = address();
    if ((params.get(param) ?? select.dataset.default ?? "") === select.value) return;
    if (select.value === (select.dataset.default ?? "")) params.delete(param);
    else params.set(param, select.value);
    params.delete("offset"); // another choice makes another list: it begins at its first part
    const written = params.toString();
    history.pushState({}, "", location.pathname + (written ? `?${written}` : ""));
    tell(stores.split(" "), params);
  }

  function tell(stores, params) {
    for (const store of stores) {
      window.dash_clientside.set_props(store, { data: Object.fromEntries(params) });
    }
  }

  // Back, forward, or a link to this page: the address has changed, so the choices follow it.
  function follow() {
    const params = address();
    const selects = [...document.querySelectorAll(FIELDS)];
    for (const select of selects) {
      select.value = params.get(select.dataset.param) ?? select.dataset.default ?? "";
    }
    tell(new Set(selects.flatMap((select) => select.dataset.stores.split(" "))), params);
  }

  window.addEventListener("popstate", follow);
  window.addEventListener("_dashprivate_pushstate", follow);

  document.addEventListener("change", (event) => {
    const select = event.target.closest(FIELDS);
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

  // Hands a question on once its map has been painted; a hidden page paints nothing, and waits less.
  function afterDrawing(_, question) {
    return new Promise((done) => {
      requestAnimationFrame(() => setTimeout(done, 0, question));
      setTimeout(done, 500, question);
    });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    atlas: { afterDrawing, pick },
  });
})();
