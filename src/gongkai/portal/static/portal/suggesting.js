// Offers words while somebody types; without it the search works the same.
"use strict";

for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-suggestions`;
  field.after(list);
  field.setAttribute("list", list.id);
  let waiting = 0;
  let asked = "";
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const typed = field.value.trim();
      if (typed.length < 1 || typed.length > 30 || typed === asked) return;
      asked = typed;
      try {
        const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`);
        if (!answer.ok || field.value.trim() !== typed) return;
        const found = (await answer.json()).suggestions;
        list.replaceChildren(...found.map((text) => new Option(text, text)));
      } catch {
        // Offline: nothing is offered.
      }
    }, 200);
  });
}
