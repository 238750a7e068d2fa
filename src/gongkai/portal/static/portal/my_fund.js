/* Lets 我的公积金 be installed on a phone; everything works without it. */
(() => {
  const own = document.currentScript;
  if ("serviceWorker" in navigator && own) {
    navigator.serviceWorker.register(own.dataset.worker, { scope: "/" }).catch(() => {});
  }
  const offer = document.querySelector("[data-install]");
  if (!offer) return;
  let asked = null;
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    asked = event;
    offer.hidden = false;
  });
  offer.querySelector("button").addEventListener("click", () => {
    if (!asked) return;
    asked.prompt();
    asked = null;
    offer.hidden = true;
  });
})();
