/* The hotline's desk: keys, the running time, what is known of a number, answers while typing, drafts kept. All of it works without, by buttons. */
(() => {
  "use strict";
  const desk = document.querySelector("[data-gk-desk]");
  if (!desk) return;
  const form = desk.querySelector("form.gk-call-form");
  const fields = form.elements;
  const timer = desk.querySelector("[data-timer]");
  const PREFIX = "gongkai.desk.";
  const KEY = `${PREFIX}${desk.dataset.officer}.${fields.waiting.value || 0}`;
  const KEPT = ["began_at", "number", "caller_name", "topic", "question", "answer", "entry_no",
    "route", "caller_kind", "outcome", "ticket_kind", "urgency", "call_at"];
  const LONGEST_MS = 12 * 3600 * 1000;
  /* Times are the server's: a clock that is wrong here does not count. */
  const ahead = Date.parse(desk.dataset.now) - Date.now();
  const moment = () => Date.now() + ahead;
  const seen = new Map();

  desk.querySelectorAll("[data-without-script]").forEach((each) => { each.hidden = true; });
  desk.querySelector("[data-f4]").hidden = false;

  /* The time that has run. */
  const exact = (ms) => new Date(ms).toISOString();
  const begin = (ms) => {
    fields.began_at.value = exact(ms);
    tick();
    keep();
  };
  const begun = () => Date.parse(fields.began_at.value);
  const tick = () => {
    const from = begun();
    if (Number.isNaN(from)) return;
    const seconds = Math.max(0, Math.floor((moment() - from) / 1000));
    timer.textContent = `通话 ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    timer.classList.add("is-running");
  };
  setInterval(tick, 1000);

  /* The number is covered while the pen is elsewhere. */
  const shown = fields.number;
  const number = document.createElement("input");
  number.type = "hidden";
  number.name = "number";
  number.value = shown.value;
  shown.removeAttribute("name");
  shown.before(number);
  const masked = (text) => {
    const plain = text.trim();
    if (plain.length <= 7) return "*".repeat(plain.length);
    const [first, last] = plain.length >= 11 ? [3, 4] : [2, 2];
    return plain.slice(0, first) + "*".repeat(plain.length - first - last) + plain.slice(-last);
  };
  const cover = () => { shown.value = masked(number.value); };
  shown.addEventListener("focus", () => { shown.value = number.value; shown.select(); });
  shown.addEventListener("input", () => { number.value = shown.value; });
  shown.addEventListener("blur", () => { cover(); lookUp(); });
  shown.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); lookUp(); }
  });

  /* What the server knows of a number, and which answers fit. */
  const ask = (address, place, names) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", fields.csrfmiddlewaretoken.value);
    names.forEach((name) => data.append(name, name === "number" ? number.value : fields[name].value));
    const sent = names.map((name) => data.get(name)).join("\n");
    if (seen.get(address) === sent) return;
    seen.set(address, sent);
    fetch(address, { method: "POST", body: data, redirect: "error" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error())))
      .then((html) => { if (seen.get(address) === sent) desk.querySelector(place).innerHTML = html; })
      .catch(() => seen.delete(address));
  };
  const lookUp = () => ask(desk.dataset.caller, "[data-known]", ["number"]);
  const suggest = () => ask(desk.dataset.answers, "[data-suggested]", ["question", "topic"]);
  let later = 0;
  const soon = (what, ms) => { clearTimeout(later); later = setTimeout(what, ms); };

  /* An answer is taken over below what was typed. */
  const takeOver = (button) => {
    const text = button.closest("li").querySelector("[data-answer]").textContent.trim();
    const before = fields.answer.value.trim();
    fields.answer.value = before ? `${before}\n${text}` : text;
    fields.entry_no.value = button.value;
    desk.querySelector("[data-entry]").textContent = `采用知识条目${button.value}`;
    fields.answer.focus();
    fields.answer.setSelectionRange(fields.answer.value.length, fields.answer.value.length);
    keep();
  };
  desk.querySelector("[data-suggested]").addEventListener("click", (event) => {
    const button = event.target.closest("button[name=use]");
    if (!button) return;
    event.preventDefault();
    takeOver(button);
  });

  /* What is typed stays in this window until it is saved. */
  const valueOf = (name) => (name === "number" ? number.value : fields[name].value);
  const keep = () => {
    const draft = Object.fromEntries(KEPT.map((name) => [name, valueOf(name)]));
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  };
  const restore = () => {
    let draft = null;
    try {
      draft = JSON.parse(sessionStorage.getItem(KEY));
    } catch {
      draft = null;
    }
    if (!draft || !["number", "question", "answer", "caller_name"].some((name) => draft[name] && draft[name] !== valueOf(name))) {
      if (draft && draft.began_at) fields.began_at.value = draft.began_at;
      if (begun() < moment() - LONGEST_MS) fields.began_at.value = "";
      return;
    }
    KEPT.forEach((name) => {
      if (name === "number") number.value = draft.number;
      else if (draft[name] !== undefined) fields[name].value = draft[name];
    });
    if (begun() < moment() - LONGEST_MS) fields.began_at.value = "";
    fields.topic.dispatchEvent(new Event("gk-shown"));
    desk.parentElement.querySelector("[data-restored]").hidden = false;
    lookUp();
    suggest();
  };
  /* A number called back in between leaves alone what was typed before it. */
  const done = sessionStorage.getItem(`${PREFIX}sent`) || KEY;
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${desk.dataset.officer}.`)) sessionStorage.removeItem(key);
  }
  const here = new URL(location.href);
  if (here.searchParams.has("saved")) {
    sessionStorage.removeItem(done);
    here.searchParams.delete("saved");
    history.replaceState(null, "", here);
    if (done !== KEY) restore();
  } else if (!desk.dataset.typed) {
    restore();
  }
  desk.parentElement.querySelector("[data-forget]").addEventListener("click", () => {
    sessionStorage.removeItem(KEY);
    location.reload();
  });

  form.addEventListener("input", (event) => {
    if (!fields.began_at.value && event.target.type !== "radio") begin(moment());
    keep();
    if (event.target === fields.question) soon(suggest, 400);
  });
  fields.topic.addEventListener("change", () => { keep(); suggest(); });
  fields.question.addEventListener("change", suggest);

  /* One press sends once; a page that comes back from the cache can send again. */
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) { event.preventDefault(); return; }
    sent = true;
    if (["save", "escalate"].includes(event.submitter?.value)) sessionStorage.setItem(`${PREFIX}sent`, KEY);
    keep();
  });
  addEventListener("pageshow", () => { sent = false; });

  const begins = form.querySelector("[value=begin]");
  begins.addEventListener("click", (event) => {
    event.preventDefault();
    /* Pressed by mistake in the midst of a call, it must not begin anew. */
    const spoken = ["number", "caller_name", "question", "answer"].some((name) => valueOf(name).trim());
    if (!fields.began_at.value || !spoken) begin(moment());
    shown.focus();
  });

  /* F1, F3, F5 to F7 and F10 to F12 belong to browsers; screen readers use none of these alone. */
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const pressed = event.shiftKey ? `Shift+${event.key}` : event.key;
    if (pressed === "F4") {
      const first = desk.querySelector("[data-suggested] button[name=use]");
      event.preventDefault();
      if (first) takeOver(first);
      return;
    }
    const button = desk.querySelector(`button[data-key="${CSS.escape(pressed)}"]`);
    if (!button) return;
    event.preventDefault();
    if (!button.disabled) button.click();
  });

  cover();
  tick();
  if (!form.querySelector(".has-error")) shown.focus();
  else form.querySelector(".has-error :is(input:not([type=hidden]), textarea, select)")?.focus();
})();
