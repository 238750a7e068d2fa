/* Brings the wall anew without a flicker; without a script the page refreshes itself. */
(() => {
  "use strict";
  const wall = document.querySelector("[data-wall]");
  if (!wall) return;
  const pause = Number(wall.dataset.seconds) * 1000;

  const told = (failed) => {
    wall.classList.toggle("is-old", failed);
    wall.querySelector("[data-wall-failed]").textContent = failed ? wall.dataset.failed : "";
  };

  const show = (fresh) => {
    const open = [...wall.querySelectorAll("details")].map((each) => each.open);
    const { scrollX, scrollY } = window;
    const focused = [...wall.querySelectorAll("a, summary")].indexOf(document.activeElement);
    wall.replaceChildren(...fresh.childNodes);
    wall.querySelectorAll("details").forEach((each, place) => {
      each.open = open[place] ?? false;
    });
    if (focused >= 0) wall.querySelectorAll("a, summary")[focused]?.focus({ preventScroll: true });
    window.scrollTo(scrollX, scrollY);
    told(false);
  };

  const renew = async () => {
    try {
      const answer = await fetch(window.location.href, { credentials: "same-origin", redirect: "manual" });
      if (answer.type === "opaqueredirect") {
        window.location.reload(); // signed out
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-wall]");
      if (!fresh) throw new Error("no wall");
      show(fresh);
    } catch {
      told(true);
    }
    window.setTimeout(renew, pause);
  };

  window.setTimeout(renew, pause);
})();
