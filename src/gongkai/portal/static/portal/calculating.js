// Reckons anew while somebody fills in a calculator; without it the button does the same.
"use strict";

for (const form of document.querySelectorAll("form[data-calculator]")) {
  const result = document.getElementById("result");
  const told = document.querySelector("[data-told]");
  let waiting = 0;
  let latest = 0;

  const address = () => {
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (String(value).trim()) typed.append(name, String(value));
    }
    return `${form.getAttribute("action")}?${typed}`;
  };

  const reckon = async () => {
    latest += 1;
    const mine = latest;
    const asked = address();
    try {
      const answer = await fetch(asked, { headers: { "X-Page-Part": "result" } });
      if (mine !== latest) return;
      // What is half typed is not refused aloud; the button does that.
      result.classList.toggle("is-old", !answer.ok);
      if (!answer.ok) return;
      result.innerHTML = await answer.text();
      for (const wrong of document.querySelectorAll(".refusal.summary, form .wrong")) wrong.remove();
      for (const field of form.querySelectorAll(".is-wrong")) field.classList.remove("is-wrong");
      history.replaceState(null, "", asked);
      if (told) told.textContent = told.dataset.done;
    } catch {
      // Offline: what was reckoned last stays, and says by its look that it is old.
      result.classList.add("is-old");
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(reckon, 300);
  });
}
