/* Checks what is typed, and leads from each finding to its place. */
(() => {
  const item = window.gongkaiItem;
  if (!item) return;
  const { form } = item;
  const panel = form.querySelector("[data-gk-findings]");
  const PAUSE = 1200;
  let waiting = 0;
  let asked = 0;

  const check = async () => {
    const mine = ++asked;
    try {
      const answer = await (await item.send(form.dataset.gkCheck, item.typed())).text();
      // A reason that is being typed is not taken away.
      if (mine !== asked || panel.querySelector("details[open]")) return;
      panel.innerHTML = answer;
      const open = panel.querySelector("[data-gk-open]");
      form.querySelector("[data-gk-count]").textContent = open ? open.dataset.gkOpen : "0";
    } catch { /* The next change asks again; what is typed is kept elsewhere. */ }
  };
  item.checkSoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(check, PAUSE);
  };
  item.changed.push(item.checkSoon);
  form.addEventListener("input", (event) => {
    if (item.NAMES.includes(event.target.name)) item.checkSoon();
  });

  // Counts characters, blanks left out, as the check does.
  const rangeIn = (root, start, end) => {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const range = root.ownerDocument.createRange();
    let passed = 0;
    let begun = false;
    while (walker.nextNode()) {
      const { data } = walker.currentNode;
      for (let place = 0; place < data.length; place += 1) {
        if (/\s/.test(data[place])) continue;
        if (passed === start && !begun) {
          range.setStart(walker.currentNode, place);
          begun = true;
        }
        passed += 1;
        if (passed === end && begun) {
          range.setEnd(walker.currentNode, place + 1);
          return range;
        }
      }
    }
    return null;
  };
  const jumpInEditor = (editor, start, end, element) => {
    editor.focus();
    const [tag, number] = element.split(":");
    const node = element && editor.getBody().querySelectorAll(tag)[Number(number) - 1];
    if (node) {
      editor.selection.select(node);
      node.scrollIntoView({ block: "center" });
      return;
    }
    const range = rangeIn(editor.getBody(), start, end);
    if (!range) return;
    editor.selection.setRng(range);
    editor.selection.scrollIntoView();
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  };
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("[data-gk-jump]");
    if (!link) return;
    const { gkJump, element } = link.dataset;
    const [start, end] = [Number(link.dataset.start), Number(link.dataset.end)];
    if (gkJump === "files") return;
    event.preventDefault();
    if (gkJump === "body" && item.editor) {
      jumpInEditor(item.editor, start, end, element);
      return;
    }
    const field = form.elements[gkJump];
    field.focus();
    field.scrollIntoView({ block: "center" });
    if (gkJump !== "body" && field.setSelectionRange && end) field.setSelectionRange(start, end);
  });

  const words = form.querySelector("input[data-gk-words]");
  const results = form.querySelector("[data-gk-results]");
  let finding = 0;
  words.addEventListener("input", () => {
    clearTimeout(finding);
    finding = setTimeout(async () => {
      const answer = await fetch(`${form.dataset.gkFind}?q=${encodeURIComponent(words.value)}`);
      if (answer.ok && !answer.redirected) results.innerHTML = await answer.text();
    }, 300);
  });
  // Enter in the search for items is no wish to save.
  words.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
})();
