/* 朗读: the page's text read by the browser's own voice; the button appears only where a Chinese voice is there. */
(() => {
  "use strict";
  const voices = window.speechSynthesis;
  const button = document.querySelector("[data-read]");
  const bar = document.querySelector(".reading");
  if (!voices || !window.SpeechSynthesisUtterance || !button || !bar) return;

  const status = bar.querySelector("[role=status]");
  const pause = bar.querySelector("[data-pause]");
  const labels = { pause: pause.textContent, resume: pause.dataset.resume };
  const PIECES = "h1, h2, h3, h4, p, li, dt, dd, caption, th, td, figcaption, blockquote";
  let pieces = [];
  let now = -1;

  const voice = () => voices.getVoices().find((one) => one.lang.replace("_", "-").toLowerCase().startsWith("zh"));
  const offer = () => { button.hidden = !voice(); };
  offer();
  voices.addEventListener?.("voiceschanged", offer);

  const readable = () => {
    const main = document.querySelector("main article") || document.querySelector("main");
    return [...main.querySelectorAll(PIECES)].filter((piece) =>
      !piece.querySelector(PIECES) && !piece.closest("nav, form, [hidden], [aria-hidden=true]") &&
      piece.textContent.trim() && piece.getClientRects().length);
  };
  // Voices stop in the middle of what is too long: read it sentence by sentence.
  const sentences = (text) => text.replace(/\s+/g, " ").match(/[^。！？；]{1,120}[。！？；]?/g) || [];
  const mark = () => {
    document.querySelector(".is-read")?.classList.remove("is-read");
    if (pieces[now]) {
      pieces[now].classList.add("is-read");
      pieces[now].scrollIntoView({ block: "nearest" });
    }
  };
  const stop = () => {
    pieces = [];
    now = -1;
    voices.cancel();
    mark();
    if (bar.contains(document.activeElement)) button.focus();
    bar.hidden = true;
    button.setAttribute("aria-pressed", "false");
  };
  const next = () => {
    now += 1;
    mark();
    if (!pieces[now]) return stop();
    const of = pieces;
    const spoken = sentences(pieces[now].textContent);
    spoken.forEach((sentence, place) => {
      const utterance = new SpeechSynthesisUtterance(sentence);
      utterance.lang = "zh-CN";
      utterance.voice = voice() || null;
      utterance.onend = () => { if (place === spoken.length - 1 && of === pieces) next(); };
      voices.speak(utterance);
    });
    if (!spoken.length) next();
  };
  const start = () => {
    voices.cancel();
    pieces = readable();
    now = -1;
    pause.textContent = labels.pause;
    bar.hidden = false;
    status.textContent = button.textContent;
    button.setAttribute("aria-pressed", "true");
    pause.focus();
    next();
  };

  button.addEventListener("click", () => (bar.hidden ? start() : stop()));
  bar.querySelector("[data-stop]").addEventListener("click", stop);
  pause.addEventListener("click", () => {
    const resumes = pause.textContent === labels.resume;
    if (resumes) voices.resume();
    else voices.pause();
    pause.textContent = resumes ? labels.pause : labels.resume;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !bar.hidden) stop();
  });
  // A voice goes on when its page is gone.
  window.addEventListener("pagehide", () => voices.cancel());
})();
