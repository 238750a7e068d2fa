/* How the visitor wants to read, kept by the browser: set before anything is drawn, so that nothing flickers.
   Stands in <head> without defer for that reason. The cookie of browsers that ran no script is taken over once. */
(() => {
  "use strict";
  const KEY = "gongkai_view";
  const COLOURS = ["light", "dark", "contrast"];
  const SIZES = ["125", "150", "200"];
  const root = document.documentElement;
  const cookie = document.cookie.split("; ").find((part) => part.startsWith(KEY + "="));

  let store;
  try {
    store = window.localStorage;
    store.getItem(KEY);
  } catch {
    // Kept by nobody here: the forms are sent and the cookie does it.
    return;
  }
  if (cookie) {
    store.setItem(KEY, cookie.slice(KEY.length + 1));
    document.cookie = KEY + "=; max-age=0; path=/; samesite=lax";
  }

  const read = () => {
    const words = (store.getItem(KEY) || "").split(".");
    const among = (known) => words.find((word) => known.includes(word)) || "";
    return { view: among(["elder"]), colours: among(COLOURS), size: among(SIZES) };
  };
  const show = (mode) => {
    for (const [name, value] of Object.entries(mode)) {
      if (value) root.dataset[name] = value;
      else delete root.dataset[name];
    }
  };
  const press = (mode) => {
    for (const button of document.querySelectorAll("button[name][aria-pressed]")) {
      if (!(button.name in mode)) continue;
      if (button.hasAttribute("data-elder")) {
        button.setAttribute("aria-pressed", String(mode.view === "elder"));
        button.value = mode.view === "elder" ? "" : "elder";
      } else {
        button.setAttribute("aria-pressed", String(button.value === mode[button.name]));
      }
    }
  };
  show(read());

  document.addEventListener("DOMContentLoaded", () => {
    press(read());
    document.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!button || !event.target.matches("[data-views]")) return;
      const mode = button.name === "plain" ? { view: "", colours: "", size: "" } : { ...read(), [button.name]: button.value };
      event.preventDefault();
      store.setItem(KEY, Object.values(mode).filter(Boolean).join("."));
      show(mode);
      press(mode);
    });
    document.addEventListener("keydown", (event) => {
      const open = event.key === "Escape" && document.querySelector(".tools details[open]");
      if (!open) return;
      open.open = false;
      open.querySelector("summary").focus();
    });
  });
  // Another window of the same site chose.
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    show(read());
    press(read());
  });
})();
