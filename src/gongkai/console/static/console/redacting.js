/* Draws a box by dragging over the page; without it two clicks or four numbers do the same. */
(() => {
  "use strict";
  const sheet = document.querySelector("form[data-sheet]");
  const form = document.getElementById("add");
  if (!sheet || !form) return;
  const image = sheet.querySelector("input[type=image]");
  const shown = sheet.querySelector("[data-new]");
  const edges = ["left", "top", "right", "bottom"].map((name) => form.elements.namedItem(name));
  let from = null;

  const place = (event) => {
    const box = image.getBoundingClientRect();
    const share = (value, start, size) => Math.min(100, Math.max(0, (100 * (value - start)) / size));
    return [share(event.clientX, box.left, box.width), share(event.clientY, box.top, box.height)];
  };

  const draw = () => {
    const [left, top, right, bottom] = edges.map((field) => Number(field.value));
    shown.setAttribute("x", String(Math.min(left, right)));
    shown.setAttribute("y", String(Math.min(top, bottom)));
    shown.setAttribute("width", String(Math.abs(right - left)));
    shown.setAttribute("height", String(Math.abs(bottom - top)));
  };

  const fill = (to) => {
    const box = [
      Math.min(from[0], to[0]),
      Math.min(from[1], to[1]),
      Math.max(from[0], to[0]),
      Math.max(from[1], to[1]),
    ];
    edges.forEach((field, index) => {
      field.value = box[index].toFixed(2);
    });
    draw();
  };

  sheet.classList.add("is-live");
  image.addEventListener("dragstart", (event) => event.preventDefault());
  image.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button !== 0) return;
    event.preventDefault();
    from = place(event);
    image.setPointerCapture(event.pointerId);
  });
  image.addEventListener("pointermove", (event) => {
    if (from) fill(place(event));
  });
  image.addEventListener("pointerup", (event) => {
    if (!from) return;
    fill(place(event));
    from = null;
    form.elements.namedItem("ground").focus({ preventScroll: true });
  });
  image.addEventListener("pointercancel", () => {
    from = null;
  });

  /* A finger taps two corners, since dragging moves the page. */
  let corner = null;
  image.addEventListener("click", (event) => {
    if (event.detail === 0 && event.clientX === 0) return;
    event.preventDefault();
    if (event.pointerType !== "touch") return;
    if (corner === null) {
      corner = place(event);
      from = corner;
      fill(corner);
    } else {
      from = corner;
      fill(place(event));
      corner = null;
    }
    from = null;
  });
  for (const field of edges) field.addEventListener("input", draw);
})();
