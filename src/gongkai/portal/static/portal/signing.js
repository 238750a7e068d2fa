// Draws a signature by hand where a pointer can; nobody has to, and the form works without it.
"use strict";

const field = document.querySelector(".drawing");
const canvas = field.querySelector("canvas");
const kept = field.querySelector("input[name=drawn]");
const pen = canvas.getContext("2d");
let isDrawing = false;

function place(event) {
  const box = canvas.getBoundingClientRect();
  return [
    ((event.clientX - box.left) * canvas.width) / box.width,
    ((event.clientY - box.top) * canvas.height) / box.height,
  ];
}

function begin(event) {
  isDrawing = true;
  canvas.setPointerCapture(event.pointerId);
  pen.beginPath();
  pen.moveTo(...place(event));
  event.preventDefault();
}

function go(event) {
  if (!isDrawing) return;
  pen.lineTo(...place(event));
  pen.stroke();
}

function end() {
  if (!isDrawing) return;
  isDrawing = false;
  kept.value = canvas.toDataURL("image/png");
}

function clear() {
  pen.clearRect(0, 0, canvas.width, canvas.height);
  kept.value = "";
}

pen.lineWidth = 4;
pen.lineCap = pen.lineJoin = "round";
pen.strokeStyle = "#1f2933";
canvas.addEventListener("pointerdown", begin);
canvas.addEventListener("pointermove", go);
canvas.addEventListener("pointerup", end);
canvas.addEventListener("pointercancel", end);
field.querySelector("button").addEventListener("click", clear);
field.hidden = false;
