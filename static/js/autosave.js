// SPDX-FileCopyrightText: 2026 The Cairn contributors
// SPDX-License-Identifier: Apache-2.0

// Forms that save themselves: <form data-autosave>, with the attributes of templates/assessments/_autosave.html.
//
// A change becomes an edit in the outbox, which keeps and sends it (outbox.js); what the server says of it is shown
// here. A form has parts: each question with a field `seen-<name>` is one, and saved by itself; a form without such
// fields is one part. "Saved" is only ever the server's word.

import { defaultsOf, fill, fillAll, isText, wordsOf } from "./fields.js";
import { noticeOf } from "./notice.js";
import { isPage, newKey, outbox } from "./outbox.js";

const PAUSE = 800;

class Autosave {
  constructor(form) {
    this.form = form;
    this.id = newKey();
    this.address = form.getAttribute("action");
    this.line = document.querySelector("#save-status");
    this.problem = form.querySelector("#save-problem");
    this.changed = new Set(); // parts that no edit holds yet
    this.edits = new Map(); // by part, the key of the edit that is not answered, or was not accepted
    this.shown = null; // the part whose problem stands on the page
    this.isClosed = false;
    this.next = null; // the button that waits for a save
    this.wasPressed = false; // a button, since the last change
    this.isPassing = false; // the button goes to the server as it is
    this.isLeaving = false;
    const on = (target, type, act) => target.addEventListener(type, act.bind(this));
    on(form, "change", (event) => isText(event.target) || this.change(event, 0));
    on(form, "input", (event) => isText(event.target) && this.change(event, PAUSE));
    on(form, "focusout", (event) => isText(event.target) && this.changed.size && this.send());
    on(form, "submit", this.submit);
    on(outbox, "answer", (event) => this.answered(event.detail));
    on(outbox, "pause", (event) => this.paused(event.detail));
    on(outbox, "settled", this.goOn);
    on(window, "pageshow", (event) => event.persisted && this.comeBack());
    on(window, "pagehide", this.keep);
    on(window, "beforeunload", (event) => this.hasUnkept() && !this.isLeaving && event.preventDefault());
    this.adopt();
    outbox.flush();
  }

  // What would be lost with the page: it is for a button to send, or the browser keeps nothing.
  hasUnkept() {
    const byButton = [...this.form.querySelectorAll("[data-by-button] :is(input, textarea)")];
    const isTyped = byButton.some((field) => field.value !== field.defaultValue);
    return isTyped || (!outbox.kept.isLasting && !this.isClosed && this.changed.size + this.edits.size > 0);
  }

  // What was kept when this page was left, or the browser closed, stands in the fields again.
  adopt() {
    for (const edit of outbox.here()) {
      if (edit.address !== this.address || !["waiting", "held", "conflict", "refused"].includes(edit.state)) continue;
      fillAll(this.form, edit.part, edit.fields);
      this.edits.set(edit.part, edit.key);
      const isHeld = edit.state === "held";
      outbox.kept.change(edit.key, { form: this.id, state: isHeld ? "held" : "waiting" });
      if (isHeld) this.say("needed", true);
    }
  }

  partOf(name) {
    const part = name.replace(/^note-/, "");
    return this.form.elements[`seen-${part}`] ? part : "";
  }

  change(event, pause) {
    const { target } = event;
    if (this.isClosed || !target.name || target.closest("[data-by-button], #save-problem")) return;
    this.changed.add(this.partOf(target.name));
    this.wasPressed = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  send() {
    const isHeld = this.keep();
    if (isHeld) {
      this.next = null;
      this.say("needed", true);
    } else if (this.isWaiting()) this.say("saving", false);
    return outbox.flush();
  }

  // Make edits of what was changed; whether one of them lacks something, and so is not to be sent.
  keep() {
    clearTimeout(this.timer);
    const isHeld = this.lacks();
    for (const part of this.changed) {
      const key = newKey();
      const state = isHeld ? "held" : "waiting";
      const said = { fields: this.fieldsOf(part), words: wordsOf(this.form, part), title: this.title() };
      outbox.put({ key, part, state, form: this.id, address: this.address, ...said }, this.edits.get(part));
      this.edits.set(part, key);
      this.form.elements.key.value = key;
    }
    if (this.isClosed) return false;
    this.changed.clear();
    return isHeld;
  }

  title() {
    return document.title.replace(/ – [^–]*$/, "");
  }

  // A field that the choice at hand needs and that is still empty: data-needed-by="answer=na".
  lacks() {
    return [...this.form.querySelectorAll("[data-needed-by]")].some((field) => {
      const [name, value] = field.dataset.neededBy.split("=");
      return this.form.elements[name]?.value === value && !field.value.trim();
    });
  }

  // What this part sends: no buttons, nothing that a button sends, none of the choices between two answers.
  fieldsOf(part) {
    const isOurs = (field) => !field.closest("[data-by-button], #save-problem");
    const names = new Set([...this.form.elements].filter(isOurs).map((field) => field.name));
    const isOfPart = (name) => (part ? [part, `seen-${part}`, `note-${part}`].includes(name) : names.has(name));
    const isSent = ([name]) => isOfPart(name) && !["csrfmiddlewaretoken", "key"].includes(name);
    return [...new FormData(this.form)].filter(isSent).map(([name, value]) => [name, String(value)]);
  }

  isWaiting() {
    return [...this.edits.values()].some((key) => outbox.kept.get(key)?.state === "waiting");
  }

  isOurs(edit) {
    return edit.address === this.address && (edit.form === this.id || this.edits.get(edit.part) === edit.key);
  }

  answered({ edit, outcome, html, revisions }) {
    if (!this.isOurs(edit)) return;
    const isLast = this.edits.get(edit.part) === edit.key;
    if (outcome === "saved") this.saved(edit, revisions, isLast);
    if (!isLast) return; // what was typed meanwhile follows
    if (outcome === "saved") this.edits.delete(edit.part);
    if (outcome === "closed") this.isClosed = true;
    if (["gone", "barred"].includes(outcome)) return this.end(outcome);
    if (isPage(html)) {
      noticeOf(html);
      return this.say("refused", true);
    }
    this.show(edit.part, outcome, html);
  }

  saved(edit, revisions, isLast) {
    for (const [name, revision] of Object.entries(revisions)) this.form.elements[name].value = revision;
    for (const note of this.form.querySelectorAll("[data-until-saved]")) note.remove();
    if (isLast) defaultsOf(this.form, edit.fields);
    htmx.trigger(this.form, "saved");
  }

  end(outcome) {
    this.isClosed = true;
    this.say(outcome, true);
  }

  // One problem at a time: the next one is asked for when this one is solved.
  show(part, outcome, html) {
    if (this.shown !== null && this.shown !== part && this.edits.has(this.shown)) return;
    this.shown = outcome === "saved" ? null : part;
    const isOff = outcome !== "saved";
    const again = isOff ? undefined : [...this.edits.values()].find((key) => outbox.kept.get(key)?.state === "conflict");
    htmx.swap(this.line, html, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 0 });
    this.line.classList.toggle("off", isOff);
    if (!again) return;
    outbox.kept.change(again, { state: "waiting" });
    outbox.flush();
  }

  paused(why) {
    if (!this.isWaiting()) return;
    this.wasPressed ||= this.next !== null;
    this.next = null;
    const isKept = this.wasPressed && outbox.kept.isLasting && why === "offline";
    if (why === "signIn") this.say("signIn", true, this.form.dataset.signInUrl);
    else this.say(isKept ? "kept" : why, true);
  }

  // The button that was pressed, once all is saved. What was refused is for the whole page to say.
  goOn() {
    if (this.next === null || this.changed.size || this.isWaiting()) return;
    const button = this.next;
    this.next = null;
    if (this.problem.querySelector("[name=over]")) return this.problem.querySelector("section").focus();
    this.isPassing = true;
    this.form.requestSubmit(button || undefined);
  }

  // A button waits until all is saved, so that offline no page is lost.
  submit(event) {
    const { submitter } = event;
    if (submitter?.closest("#save-problem")) return this.choose(event);
    const isReady = navigator.onLine && (this.lacks() || this.changed.size + this.edits.size === 0);
    if (this.isClosed || this.isPassing || isReady) {
      this.isPassing = false;
      this.isLeaving = true;
      return;
    }
    event.preventDefault();
    if (!this.changed.size && !this.edits.size) return this.say("offline", true);
    this.next = submitter ?? false;
    this.send();
  }

  // One of two answers, or both put together: into the fields, then saved over what was seen (views/merging.py).
  choose(event) {
    event.preventDefault();
    const { name: how, value: seen } = event.submitter;
    for (const control of this.problem.querySelectorAll(`[name^="${how}-"]`)) {
      if (control.type !== "radio" || control.checked) fill(this.form, control.name.slice(how.length + 1), control.value);
    }
    for (const pair of seen.split(" ")) {
      const [name, ...revision] = pair.split("=");
      this.form.elements[name].value = revision.join("=");
      this.changed.add(this.partOf(name.replace(/^seen-/, "")));
    }
    this.problem.replaceChildren();
    document.getElementById("question").focus(); // the button that had it is gone
    this.shown = null;
    this.send();
  }

  // From the browser's memory of a page that was left; what another page has sent meanwhile is not known here.
  comeBack() {
    this.isLeaving = false;
    if ([...this.edits.values()].some((key) => !outbox.kept.get(key))) location.reload();
    else outbox.flush();
  }

  say(word, isOff, url) {
    const text = this.form.dataset[word];
    const said = url ? document.createElement("a") : document.createTextNode(text);
    if (url) Object.assign(said, { href: url, target: "_blank", rel: "noopener", textContent: text });
    this.line.replaceChildren(said);
    this.line.classList.toggle("off", isOff);
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
