// SPDX-FileCopyrightText: 2026 The Cairn contributors
// SPDX-License-Identifier: Apache-2.0

// The page that asks others: the minutes of what is ticked, and a button that copies the link. It works without.

for (const list of document.querySelectorAll("[data-minutes]")) {
  const sum = list.querySelector("[data-sum]");
  const count = () => {
    const ticked = [...list.querySelectorAll("input:checked")];
    const minutes = ticked.reduce((total, box) => total + Number(box.dataset.tenths), 0);
    sum.textContent = sum.dataset.sum.replace("%d", String(Math.max(1, Math.round(minutes))));
  };
  list.addEventListener("change", count);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.copied;
    } catch {
      // The browser does not let pages copy: the link is selected, and the keyboard does.
    }
  });
}
