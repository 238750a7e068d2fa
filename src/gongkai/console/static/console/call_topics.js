/* The matter of a call is found by its code, the first letters of its pinyin or part of its name. Without scripts it is chosen from a list. */
(() => {
  "use strict";
  const select = document.querySelector("select[data-topic]");
  if (!select) return;
  const field = select.closest(".gk-field");
  const input = document.createElement("input");
  const list = document.createElement("ul");
  const label = field.querySelector("label");
  input.type = "text";
  input.id = `${select.id}-typed`;
  input.autocomplete = "off";
  input.spellcheck = false;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", `${select.id}-list`);
  list.id = `${select.id}-list`;
  list.className = "gk-topics";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "业务类别");
  label.htmlFor = input.id;
  field.querySelector("[data-topic-hint]").hidden = false;
  select.hidden = true;
  select.after(input, list);

  const known = [...select.options].slice(1).map((option) => ({
    option,
    text: option.textContent.trim(),
    code: option.textContent.trim().split(" ")[0].toLowerCase(),
    words: option.dataset.initials.split(" "),
  }));
  let found = [];
  let place = 0;

  const rank = (topic, typed) => {
    if (!typed) return 1;
    if (topic.code === typed) return 6;
    if (topic.code.startsWith(typed)) return 5;
    if (topic.words.at(-1).startsWith(typed)) return 4;
    if (topic.words.join("").startsWith(typed) || topic.words[0].startsWith(typed)) return 3;
    if (topic.words.join("").includes(typed)) return 2;
    return topic.text.toLowerCase().includes(typed) ? 1 : 0;
  };

  const point = () => {
    [...list.children].forEach((item, number) => {
      item.setAttribute("aria-selected", String(number === place));
      if (number === place) item.scrollIntoView({ block: "nearest" });
    });
    if (found.length) input.setAttribute("aria-activedescendant", `${list.id}-${place}`);
    else input.removeAttribute("aria-activedescendant");
  };

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const open = (all) => {
    const typed = all ? "" : input.value.trim().toLowerCase();
    found = known
      .map((topic) => ({ topic, rank: rank(topic, typed) }))
      .filter((each) => each.rank)
      .sort((a, b) => b.rank - a.rank)
      .map((each) => each.topic);
    place = 0;
    list.replaceChildren(...found.map((topic, number) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      item.textContent = topic.text;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(topic); });
      return item;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    point();
  };

  const choose = (topic) => {
    select.value = topic ? topic.option.value : "";
    input.value = topic ? topic.text : "";
    input.setCustomValidity("");
    close();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* What stands in the list was put there by something else, e.g. a draft that came back. */
  const show = () => {
    const topic = known.find((each) => each.option.value === select.value);
    input.value = topic ? topic.text : "";
  };

  input.addEventListener("input", () => open(false));
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", () => {
    const shown = known.find((each) => each.option.value === select.value);
    if (!input.value.trim()) { if (select.value) choose(null); } else if (!shown || input.value !== shown.text) {
      if (!list.hidden && found.length) choose(found[place]); else show();
    }
    close();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) { open(true); return; }
      const step = event.key === "ArrowDown" ? 1 : -1;
      place = (place + step + found.length) % Math.max(found.length, 1);
      point();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!list.hidden && found.length) choose(found[place]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show();
      close();
    }
  });
  select.addEventListener("gk-shown", show);
  show();
})();
