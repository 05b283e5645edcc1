// The slider of thresholds: it picks a row of what the server computed, writes it into the table
// of rates, says it in a sentence, and keeps it in the address.
//   data-steps: {name, caption, heads, groups: [{name, hue, size}], chosen,
//                steps: [{at, text, said, groups: [{found, flagged, foundText, flaggedText}]}]}
const PARAM = "threshold";

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

function track([low, high], hue) {
  const bar = element("span", { class: `rate-bar run-hue-${hue}` });
  const open = element("span", { class: `rate-open run-hue-${hue}` });
  bar.style.width = `${low * 100}%`;
  open.style.insetInlineStart = `${low * 100}%`;
  open.style.width = `${(high - low) * 100}%`;
  return element("span", { class: "rate-track", "aria-hidden": "true" }, bar, high > low ? open : null);
}

const rate = (ends, text, hue) =>
  element("td", { class: "rate" }, element("span", { class: "rate-text" }, text), track(ends, hue));

function row({ name, hue, size }, at) {
  const key = element("span", { class: `run-key run-hue-${hue}`, "aria-hidden": "true" });
  const said = element("th", { scope: "row" }, key, name, element("span", { class: "quiet" }, size));
  return element("tr", {}, said, rate(at.found, at.foundText, hue), rate(at.flagged, at.flaggedText, hue));
}

function table({ caption, heads }, body) {
  const top = heads.map((text) => element("th", { scope: "col" }, text));
  return element("table", { class: "rates" }, element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...top)), body);
}

function keep(at) {
  const params = new URLSearchParams(location.search);
  params.set(PARAM, at);
  history.replaceState(history.state, "", `${location.pathname}?${params}`);
}

export function steps(frame, told, choose) {
  const body = element("tbody");
  const value = element("b", { class: "step-value" });
  const said = element("output", { for: "choose-threshold", id: "threshold-said" });
  const slider = element("input", { type: "range", id: "choose-threshold", min: 0,
    max: told.steps.length - 1, step: 1, value: told.chosen });

  function show() {
    const step = told.steps[slider.value];
    slider.setAttribute("aria-valuetext", step.text);
    value.textContent = step.text;
    said.textContent = step.said;
    body.replaceChildren(...told.groups.map((group, index) => row(group, step.groups[index])));
    choose(step.groups);
  }

  slider.addEventListener("input", show);
  slider.addEventListener("change", () => keep(told.steps[slider.value].at));
  const label = element("label", { for: "choose-threshold" }, told.name, " ", value);
  frame.replaceChildren(element("div", { class: "step-control" }, label, slider), said, table(told, body));
  show();
}
