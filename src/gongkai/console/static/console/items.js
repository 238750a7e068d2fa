/* The list of items: how many are ticked, and all of them at once. Without scripts each is ticked. */
(() => {
  const form = document.querySelector("[data-gk-bulk]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("input[name=item]")];
  const told = form.querySelector("[data-gk-picked]");
  const head = form.querySelector("th.is-tick");
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", "选择本页全部");
  head.replaceChildren(all);
  const column = form.elements.column;
  const show = () => {
    const picked = boxes.filter((box) => box.checked).length;
    told.textContent = picked ? `对所选${picked}条：` : "对所选信息：";
    all.checked = picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
    column.hidden = form.elements.act.value !== "column";
  };
  all.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = all.checked; });
    show();
  });
  form.addEventListener("change", show);
  show();
})();
