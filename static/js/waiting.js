// SPDX-FileCopyrightText: 2026 The Cairn contributors
// SPDX-License-Identifier: Apache-2.0

// The line that says how many edits wait on this device, with a list to look at, copy or drop; see
// templates/components/waiting.html. Signing out removes them, after a question.

import { AT_AN_END } from "./kept.js";
import { outbox } from "./outbox.js";

const GLANCE = 600; // what is sent at once needs no line

class Waiting {
  constructor(box) {
    this.box = box;
    this.fold = box.querySelector("details");
    this.list = box.querySelector("[data-list]");
    for (const type of ["settled", "pause"]) outbox.addEventListener(type, () => this.draw());
    window.addEventListener("storage", () => this.drawSoon());
    document.addEventListener("submit", (event) => this.signOut(event));
    if (outbox.here().some((edit) => AT_AN_END.includes(edit.state))) this.fold.open = true;
    if (!document.querySelector("form[data-autosave]")) outbox.askAgain(location.pathname);
    outbox.flush();
  }

  drawSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), GLANCE);
  }

  draw() {
    const edits = outbox.shown();
    const left = edits.filter((edit) => AT_AN_END.includes(edit.state)).length;
    this.box.hidden = edits.length === 0;
    const parts = [this.count(edits.length - left, "one", "many"), this.count(left, "oneLeft", "manyLeft")];
    const text = parts.filter(Boolean).join(" · ");
    const line = this.box.querySelector("[data-count]");
    if (line.textContent !== text) line.textContent = text;
    if (left && !this.hasSaidLeft) this.fold.open = this.hasSaidLeft = true;
    this.box.querySelector("[data-sign-in]").hidden = outbox.paused !== "signIn";
    const drawn = JSON.stringify(edits);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.list.replaceChildren(...edits.map((edit) => this.row(edit)));
  }

  count(n, one, many) {
    if (!n) return "";
    return n === 1 ? this.box.dataset[one] : this.box.dataset[many].replace("{n}", n);
  }

  row(edit) {
    const row = this.box.querySelector("template").content.firstElementChild.cloneNode(true);
    const part = (name) => row.querySelector(`[data-${name}]`);
    part("title").textContent = edit.title;
    if (!["gone", "unasked"].includes(edit.state)) part("title").href = edit.address;
    part("at").textContent = moment(edit.at, { dateStyle: "medium", timeStyle: "short" });
    part("state").textContent = this.state(edit);
    for (const [asked, said] of edit.words) part("words").append(cell("dt", asked), cell("dd", said));
    part("copy").addEventListener("click", () => this.copy(edit, row));
    part("drop-edit").addEventListener("click", () => this.drop(edit));
    return row;
  }

  state(edit) {
    const said = this.box.dataset[edit.state].replace("{day}", edit.day ?? "–");
    const leavesAt = outbox.kept.leavesAt(edit);
    if (!leavesAt) return said;
    return `${said} ${this.box.dataset.leaves.replace("{day}", moment(leavesAt, { dateStyle: "long" }))}`;
  }

  // Without https a browser lets no script copy: then the words are marked, for the keyboard.
  async copy(edit, row) {
    const words = row.querySelector("[data-words]");
    const said = row.querySelector("[data-said]");
    try {
      await navigator.clipboard.writeText(edit.words.map((pair) => pair.join("\n")).join("\n\n"));
      said.textContent = this.box.dataset.copied;
    } catch {
      getSelection().selectAllChildren(words);
      said.textContent = this.box.dataset.marked;
    }
  }

  drop(edit) {
    if (!confirm(this.box.dataset.dropQuestion)) return;
    outbox.drop(edit);
    if (edit.address === location.pathname) return location.reload(); // its fields show it no more
    this.draw();
    this.fold.querySelector("summary").focus();
  }

  signOut(event) {
    if (event.target.getAttribute("action") !== this.box.dataset.signOut) return;
    if (outbox.kept.all().length && !confirm(this.box.dataset.signOutQuestion)) return event.preventDefault();
    outbox.kept.withdraw(); // nor is anything written down from here on
  }
}

// As the server writes days: "26 Nov 2026".
function moment(at, style) {
  const { lang } = document.documentElement;
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, style).format(at);
}

function cell(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

const box = document.getElementById("waiting");
if (box) new Waiting(box);
