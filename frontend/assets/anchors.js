// A link to a part of a page (#gini) arrives before the part is written: go there once it is.
(() => {
  let aim = location.hash;

  function arrive() {
    const part = aim.length > 1 && document.getElementById(decodeURIComponent(aim.slice(1)));
    if (!part) return;
    aim = "";
    for (let fold = part.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    part.classList.add("aimed");
    part.setAttribute("tabindex", "-1");
    part.scrollIntoView();
    part.focus({ preventScroll: true });
  }

  const follow = () => {
    aim = location.hash;
    document.querySelectorAll(".aimed").forEach((part) => part.classList.remove("aimed"));
    arrive();
  };
  window.addEventListener("hashchange", follow);
  window.addEventListener("_dashprivate_pushstate", follow);
  new MutationObserver(arrive).observe(document.body, { childList: true, subtree: true });
})();
