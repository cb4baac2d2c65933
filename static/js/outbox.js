// SPDX-FileCopyrightText: 2026 The Cairn contributors
// SPDX-License-Identifier: Apache-2.0

// Sends the edits of the assessment whose page this is, one after the other, in the order of their making, whichever
// of its pages is open. An edit leaves the browser's memory at the server's word. What was sent and not answered is
// sent again as it was, with its key, so that it counts once.
//
// Events: "answer" (detail: edit, outcome, html, revisions), also for what another window has sent; "pause" (detail:
// "offline", "signIn", "other"); "settled" when there is nothing more to be done for now.

import { AT_AN_END, Kept } from "./kept.js";

const RETRY = 15_000;
const PATIENCE = 60_000;
const LEASE = "cairn-sending";
// The forms of this page have to be there before anything is sent that one of them shows.
const isReady = new Promise((done) => {
  if (document.readyState === "complete") done();
  else document.addEventListener("DOMContentLoaded", done);
});
const BY_REFUSAL = { person: "other", csrf: "signIn", gone: "gone" };
const BY_STATUS = { 403: "barred", 400: "refused", 413: "refused", 409: "conflict", 422: "refused" };

class Outbox extends EventTarget {
  constructor() {
    super();
    this.person = document.body.dataset.person ?? "";
    this.assessment = location.pathname.match(/\/assessments\/([0-9a-f-]{36})(?=\/)/)?.[1] ?? "";
    this.kept = new Kept(this.person);
    this.kept.dropOld();
    this.paused = ""; // why nothing is being sent
    this.running = null;
    if (!this.person) return;
    this.channel = new BroadcastChannel(`cairn-${this.person}`);
    this.channel.addEventListener("message", (event) => this.hear(event.data));
    this.channel.postMessage({ type: "signed in" });
    window.addEventListener("online", () => this.flush());
    window.addEventListener("focus", () => this.flush());
    window.addEventListener("offline", () => this.pause("offline"));
  }

  // The edits of this assessment; elsewhere those whose assessment has no page any more.
  here() {
    const isHomeless = (edit) => !this.assessment && edit.state === "gone";
    return this.kept.all().filter((edit) => edit.assessment === this.assessment || isHomeless(edit));
  }

  // The same for people: of one answer what was said last.
  shown() {
    return this.here().filter((edit) => !this.following(edit).length);
  }

  // Give one up, with what was said before it of the same answer.
  drop(edit) {
    for (const one of this.here()) {
      if (one.key === edit.key || this.following(one).some((later) => later.key === edit.key)) this.kept.drop(one.key);
    }
  }

  put(edit, instead) {
    this.kept.put({ ...edit, assessment: this.assessment }, instead);
  }

  // Asked for while it goes on, it goes through them once more.
  flush() {
    this.isAskedAgain = true;
    this.running ??= this.run().finally(() => (this.running = null));
    return this.running;
  }

  async run() {
    await isReady;
    clearTimeout(this.timer);
    while (this.isAskedAgain) {
      this.isAskedAgain = false;
      await alone(() => this.sendAll());
    }
    this.tell("settled");
  }

  async sendAll() {
    const later = new Set(); // addresses that the server could not answer just now
    for (;;) {
      const edit = this.here().find((one) => one.state === "waiting" && !later.has(one.address));
      if (!edit) break;
      const outcome = navigator.onLine ? await this.send(edit) : "offline";
      if (["offline", "signIn", "other"].includes(outcome)) return this.pause(outcome);
      if (outcome === "busy") later.add(edit.address);
      else this.paused = "";
    }
    if (later.size) this.pause("offline");
    else this.paused = "";
  }

  pause(why) {
    this.paused = why;
    if (why === "other") this.kept.withdraw();
    this.tell("pause", why);
    clearTimeout(this.timer);
    if (this.here().some((edit) => edit.state === "waiting")) this.timer = setTimeout(() => this.flush(), RETRY);
  }

  // What came of it; what is no word of the server on this edit leaves it as it is.
  async send(edit) {
    this.kept.change(edit.key, { isTried: true });
    let response, html;
    try {
      response = await post(edit, this.person);
      html = await response.text();
    } catch {
      return "offline";
    }
    const said = events(response);
    const outcome = outcomeOf(response, said);
    if (["signIn", "other", "busy"].includes(outcome)) return outcome;
    if (outcome === "saved") this.take(edit, said.saved.revisions);
    else this.park(edit, outcome, said.unsaved?.day);
    const answer = { edit, outcome, html, revisions: said.saved?.revisions ?? {} };
    this.channel?.postMessage({ type: "answer", answer });
    this.tell("answer", answer);
    return outcome;
  }

  // What the same form said of the same answer later.
  following(edit) {
    const isLater = (other) => other.order > edit.order && other.form === edit.form && other.part === edit.part;
    return this.kept.all().filter(isLater);
  }

  // A later edit of the same answer holds all that this one does. What ends for one ends for the whole assessment.
  park(edit, state, day) {
    if (this.following(edit).length) this.kept.drop(edit.key);
    else this.kept.change(edit.key, { state, day });
    if (!["closed", "gone"].includes(state)) return;
    for (const other of this.shown()) if (other.assessment === edit.assessment) this.kept.change(other.key, { state, day });
  }

  // What waited for its page to be opened, and finds no form there: the server says why.
  askAgain(address) {
    for (const edit of this.here()) {
      if (edit.address === address && !AT_AN_END.includes(edit.state)) this.kept.change(edit.key, { state: "waiting" });
    }
  }

  // What follows starts from where this edit has led.
  take(edit, revisions) {
    this.kept.drop(edit.key);
    for (const other of this.following(edit)) {
      const fields = other.fields.map(([name, value]) => [name, revisions[name] ?? value]);
      this.kept.change(other.key, { fields: fields.map(([name, value]) => [name, String(value)]) });
    }
  }

  hear(message) {
    if (message.type === "answer") this.tell("answer", message.answer);
    if (message.type === "answer") this.tell("settled");
    else if (this.paused === "signIn") this.flush();
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function post(edit, person) {
  const token = document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/)?.[1] ?? "";
  return fetch(edit.address, {
    method: "POST",
    body: new URLSearchParams([...edit.fields, ["key", edit.key]]),
    headers: { "HX-Request": "true", "X-CSRFToken": token, "Cairn-Person": person },
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
  });
}

// What is put on leads to the page to sign in at, or comes as some other page: then no part of ours was reached. Only a
// part of ours says what it has saved; and a 404 that is not ours, of a proxy, passes.
function outcomeOf(response, said) {
  if (response.type === "opaqueredirect" || response.status === 401) return "signIn";
  if (response.ok) return said.saved ? "saved" : "signIn";
  return BY_REFUSAL[response.headers.get("Cairn-Refusal")] ?? said.unsaved?.kind ?? BY_STATUS[response.status] ?? "busy";
}

function events(response) {
  try {
    return JSON.parse(response.headers.get("HX-Trigger")) ?? {};
  } catch {
    return {};
  }
}

export function isPage(html) {
  return /^\s*<!doctype html>/i.test(html);
}

// One window at a time. Where the browser has no locks (they need https), a lease that runs out; should two send the
// same edit all the same, its key makes it count once.
async function alone(act) {
  if (navigator.locks) return navigator.locks.request(LEASE, act);
  const mine = newKey();
  const holder = () => JSON.parse(localStorage.getItem(LEASE) ?? "null");
  const take = () => localStorage.setItem(LEASE, JSON.stringify({ mine, until: Date.now() + PATIENCE }));
  try {
    while (holder()?.until > Date.now()) await new Promise((done) => setTimeout(done, 200));
    take();
    await new Promise((done) => setTimeout(done, 50));
    if (holder()?.mine !== mine) return alone(act);
  } catch {
    return act(); // nothing can be written down here, so that no other window knows of these edits
  }
  try {
    return await act();
  } finally {
    localStorage.removeItem(LEASE);
  }
}

// crypto.randomUUID is only there under https and on this machine.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export const outbox = new Outbox();
