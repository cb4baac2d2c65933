// SPDX-FileCopyrightText: 2026 The Cairn contributors
// SPDX-License-Identifier: Apache-2.0

// Small things for every page; each page works without them.

import { noticeOf, showNotice } from "./notice.js";

const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// What is ticked for a projection goes along where a button leads back to its page.
document.addEventListener("submit", ({ target }) => {
  const { next } = target.elements;
  if (!next || !document.getElementById("what-if")) return;
  const back = new URL(next.value, location);
  back.searchParams.delete("done");
  for (const box of document.querySelectorAll("[form='what-if'][name='done']:checked")) {
    back.searchParams.append("done", box.value);
  }
  next.value = back.pathname + back.search;
});

// After a form was sent in full: to the box that lists what to mend.
document.querySelector(".panel.errors[tabindex]")?.focus();

// A whole page that came as the answer to a part's request says why it failed: show its words, keep what was typed.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400 || !/^\s*<!doctype html>/i.test(xhr.responseText)) return;
  event.detail.shouldSwap = false;
  noticeOf(xhr.responseText);
});

document.addEventListener("htmx:sendError", () => showNotice(document.body.dataset.offline));

// Disclosures open for paper, and go back to how they were.
let openedForPrint = [];
window.addEventListener("beforeprint", () => {
  openedForPrint = [...document.querySelectorAll("main details:is(.fold, .ticks *):not([open])")];
  for (const fold of openedForPrint) fold.open = true;
});
window.addEventListener("afterprint", () => {
  for (const fold of openedForPrint) fold.open = false;
});
