/* What is selected in an item's text goes into the signer's marks, or into a remark. */
(() => {
  const text = document.querySelector(".gk-item-text");
  if (!text) return;
  let picked = "";
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    if (!text.contains(selection.getRangeAt(0).commonAncestorContainer)) return;
    picked = selection.toString().replace(/\s+/g, " ").trim().slice(0, 200);
    const quoted = document.getElementById("id_quoted");
    if (quoted && picked) quoted.value = picked;
  });
  const rows = document.querySelector(".gk-markrows");
  const button = document.querySelector("[data-gk-mark]");
  if (!rows || !button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (!picked) return;
    let empty = [...rows.querySelectorAll("input[name=quoted]")].find((each) => !each.value);
    if (!empty) {
      const row = rows.lastElementChild.cloneNode(true);
      row.querySelectorAll("input").forEach((each) => { each.value = ""; });
      rows.append(row);
      empty = row.querySelector("input[name=quoted]");
    }
    empty.value = picked;
    empty.nextElementSibling.focus();
  });
})();
