// Trouble on the way to the server, and work that takes long: both are said, never left to be guessed.
// What goes wrong on the server is said by frontend/components/states.py in the same place.
(() => {
  const BOX = "trouble";
  const OURS = "/_dash-update-component";
  const [LONG, BEAT] = [1000, 250];
  const plain = window.fetch;
  let open = 0;
  let since = 0;

  const element = (type, props) => ({ namespace: "dash_html_components", type, props });
  const say = (...given) => window.fairatlas.say(...given);
  const put = (children) => window.dash_clientside.set_props(BOX, { children });

  const unreachable = () =>
    element("Div", { className: "trouble", children: [
      element("H2", { children: say("The server cannot be reached") }),
      element("P", {
        children: say("Check the connection, then load this page again. Your choices are in the address."),
      }),
    ] });

  async function watched(...asked) {
    const address = String(asked[0]?.url ?? asked[0]);
    if (!address.includes(OURS)) return plain(...asked);
    open += 1;
    since ||= performance.now();
    try {
      return await plain(...asked);
    } catch (error) {
      if (error?.name !== "AbortError") put(unreachable());
      throw error;
    } finally {
      open -= 1;
      if (!open) since = 0;
    }
  }

  // What takes over a second is said to be under way, also to those who listen.
  function beat() {
    const long = open > 0 && performance.now() - since > LONG;
    let sign = document.querySelector(".under-way");
    if (!sign) {
      sign = document.createElement("p");
      sign.className = "under-way";
      sign.setAttribute("role", "status");
      document.body.append(sign);
    }
    const words = long ? say("Working on it …") : "";
    if (sign.textContent !== words) sign.textContent = words;
  }

  const clear = () => document.getElementById(BOX)?.childElementCount && put(null);

  window.fetch = watched;
  window.addEventListener("_dashprivate_pushstate", clear);
  window.addEventListener("popstate", clear);
  setInterval(beat, BEAT);
})();
