"use strict";
(() => {
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const value = (row, at) => {
    const cell = row.cells[at];
    return cell.dataset.v === undefined ? cell.textContent.trim() : cell.dataset.v;
  };
  const compare = (one, other) => {
    const a = Number(one), b = Number(other);
    return Number.isNaN(a) || Number.isNaN(b) ? order.compare(one, other) : a - b;
  };
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.textContent = "";
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keyed = rows.map((row, number) => [value(row, at), number, row]);
      keyed.sort((one, other) => {
        if (one[0] === "" || other[0] === "") { return (one[0] === "") - (other[0] === "") || one[1] - other[1]; }
        return (down ? -1 : 1) * compare(one[0], other[0]) || one[1] - other[1];
      });
      body.append(...keyed.map((each) => each[2]));
    });
  });
  const field = document.getElementById("filter");
  const shown = document.getElementById("shown");
  field.parentElement.hidden = false;
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row) => {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      count += row.hidden ? 0 : 1;
    });
    shown.textContent = words.length ? shown.dataset.words.replace("{count}", count) : "";
  });
})();
