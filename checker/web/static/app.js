// What the pages do beyond plain html: files are dropped, a text is judged as it is typed. Without it all still works.
"use strict";

const drop = document.querySelector("[data-drop]");
if (drop) {
  const form = document.getElementById("take");
  const input = document.getElementById("file");
  const chosen = drop.querySelector("[data-chosen]");
  const name = () => { chosen.textContent = [...input.files].map((file) => file.name).join("、"); };
  const over = (on) => (event) => { event.preventDefault(); drop.classList.toggle("over", on); };
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, over(true));
  drop.addEventListener("dragleave", over(false));
  drop.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      name();
      form.requestSubmit();
    }
  });
  // A file that misses the area would otherwise replace the page.
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());
  input.addEventListener("change", name);
  form.addEventListener("submit", () => { form.querySelector("[data-busy]").hidden = false; });
}

// What was typed and is kept nowhere yet is not left without a question.
let unkept = false;
for (const field of document.querySelectorAll("[data-judge], .answers textarea"))
  field.addEventListener("input", () => { unkept = true; });
window.addEventListener("submit", () => { unkept = false; });
window.addEventListener("beforeunload", (event) => {
  if (!unkept) return;
  event.preventDefault();
  event.returnValue = true; // older browsers ask for this
});

const words = document.querySelector("[data-judge]");
if (words) {
  const state = document.querySelector("[data-state]");
  const kept = document.querySelector("[data-kept]");
  const lost = document.querySelector("[data-lost]");
  let timer, running;
  const judge = async () => {
    running = new AbortController();
    try {
      const answer = await fetch(words.dataset.judge, {
        method: "POST", body: words.value, headers: { "Content-Type": "text/plain;charset=utf-8" }, signal: running.signal,
      });
      if (!answer.ok) throw new Error(answer.statusText);
      const top = state.scrollTop;
      state.innerHTML = await answer.text();
      state.scrollTop = top;
      unkept = kept.hidden = false;
      lost.hidden = true;
      document.querySelector("[data-said]").textContent = state.querySelector(".sentence").textContent;
    } catch (problem) {
      lost.hidden = problem.name === "AbortError" && lost.hidden;
    }
  };
  words.addEventListener("input", () => {
    kept.hidden = true;
    running?.abort();
    clearTimeout(timer);
    timer = setTimeout(judge, 250);
  });
  words.form.addEventListener("submit", () => { clearTimeout(timer); running?.abort(); });
  // Offsets count code points; a text field counts UTF-16 units.
  const units = (count) => [...words.value].slice(0, count).join("").length;
  state.addEventListener("click", (event) => {
    const button = event.target.closest("[data-start]");
    if (!button) return;
    const start = units(Number(button.dataset.start)), end = units(Number(button.dataset.end));
    words.focus();
    words.setSelectionRange(start, Math.max(end, start));
    const share = start / Math.max(words.value.length, 1);
    words.scrollTop = share * words.scrollHeight - words.clientHeight / 2;
  });
}

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
