// How far something has come is asked for until it is over; then the page shows what came of it.
"use strict";

const follow = async (area) => {
  while (area.querySelector("[data-running]")) {
    await new Promise((resolve) => { setTimeout(resolve, 1000); });
    const answer = await fetch(area.dataset.follow).catch(() => null);
    if (answer === null) continue;
    if (!answer.ok) break;
    area.innerHTML = await answer.text();
  }
  location.reload();
};
for (const area of document.querySelectorAll("[data-follow]")) follow(area);
