// SPDX-FileCopyrightText: 2026 The Cairn contributors
// SPDX-License-Identifier: Apache-2.0

// A form that is saved by its button: says that something is not saved yet, and asks before it is left behind.

const status = document.querySelector("#save-status");
const saved = status?.innerHTML;
let before = written();
let isLeaving = false;

// The form may be swapped for one with a row more or less: it is looked up each time.
function form() {
  return document.querySelector("form[data-unsaved]");
}

function written() {
  const fields = form() ? [...new FormData(form())] : [];
  return JSON.stringify(fields.filter(([name]) => !name.startsWith("preview-")));
}

function isChanged() {
  return form()?.dataset.unsaved === "already" || written() !== before;
}

function show() {
  if (!status || !form()) return;
  if (isChanged()) status.textContent = status.dataset.unsaved;
  else status.innerHTML = saved;
}

for (const name of ["input", "change", "htmx:afterSwap"]) document.addEventListener(name, show);

window.addEventListener("submit", (event) => {
  if (event.target === form() && !event.defaultPrevented) isLeaving = true;
});

window.addEventListener("pageshow", (event) => {
  if (event.persisted) isLeaving = false;
});

window.addEventListener("beforeunload", (event) => {
  if (!isLeaving && isChanged()) event.preventDefault();
});
