// SPDX-FileCopyrightText: 2026 The Cairn contributors
// SPDX-License-Identifier: Apache-2.0

// Edits that the server has not taken yet, kept in this browser across pages and restarts. What is kept and for how
// long: docs/decisions/0008-an-outbox-in-local-storage.md.
//
// An edit is one answer: whose it is, the assessment, the address and fields of its form (its base revision among
// them), its idempotency key, and its words for people to read. `state` says what became of it:
// "waiting" (to be sent), "held" (something is missing), "refused", "conflict", and at an end, only to be copied:
// "closed" (submitted meanwhile), "gone" (the assessment is no longer there), "barred" (the right was taken away),
// "unasked" (the assessment was moved to an edition that does not ask it).

const PREFIX = "cairn-edit:";
const DAY = 86_400_000;
const DAYS_KEPT = 7;
const DAYS_WARNED = 1;
export const AT_AN_END = ["closed", "gone", "barred", "unasked"];

export class Kept {
  // `person` "" is nobody signed in: nothing is written down then.
  constructor(person) {
    this.person = person;
    this.memory = new Map();
    this.isLasting = person !== "" && canStore();
    if (this.isLasting) this.forgetOthers();
  }

  // This person's edits in the order of their making.
  all() {
    const texts = this.isLasting ? stored().map((key) => localStorage.getItem(key)) : [...this.memory.values()];
    const edits = texts.flatMap(readEdit).filter((edit) => edit.person === this.person);
    return edits.sort((one, other) => one.order - other.order);
  }

  get(key) {
    return readEdit((this.isLasting ? localStorage.getItem(PREFIX + key) : this.memory.get(key)) ?? "")[0];
  }

  // Takes the place of the edit `instead`, unless that has been sent already: then it follows it.
  put(edit, instead) {
    const old = this.get(instead);
    const isNew = !old || (old.state === "waiting" && old.isTried);
    const order = isNew ? Math.max(Date.now(), ...this.all().map((one) => one.order + 1)) : old.order;
    this.write({ ...edit, person: this.person, at: Date.now(), order, isTried: false });
    if (!isNew) this.drop(instead);
  }

  change(key, values) {
    const edit = this.get(key);
    if (edit) this.write({ ...edit, ...values });
  }

  drop(key) {
    this.memory.delete(key);
    if (this.isLasting) localStorage.removeItem(PREFIX + key);
  }

  wipe() {
    for (const edit of this.all()) this.drop(edit.key);
  }

  // Somebody else uses this browser by now: what this page holds is no longer written down.
  withdraw() {
    const edits = this.all();
    this.wipe();
    this.isLasting = false;
    for (const edit of edits) this.write(edit);
  }

  // When an edit goes: after seven days, and no sooner than a day after the page has said so. Undefined: not soon.
  leavesAt(edit) {
    const end = edit.at + DAYS_KEPT * DAY;
    if (Date.now() < end - DAYS_WARNED * DAY) return undefined;
    if (!edit.warnedAt) this.change(edit.key, { warnedAt: Date.now() });
    return Math.max(end, (edit.warnedAt ?? Date.now()) + DAYS_WARNED * DAY);
  }

  dropOld() {
    for (const edit of this.all()) if (edit.warnedAt && this.leavesAt(edit) < Date.now()) this.drop(edit.key);
  }

  write(edit) {
    const text = JSON.stringify(edit);
    if (this.isLasting) {
      try {
        return localStorage.setItem(PREFIX + edit.key, text);
      } catch {
        // It is full: this page alone holds them from now on, and asks before it is left.
        this.withdraw();
      }
    }
    this.memory.set(edit.key, text);
  }

  forgetOthers() {
    for (const key of stored()) {
      if (readEdit(localStorage.getItem(key))[0]?.person !== this.person) localStorage.removeItem(key);
    }
  }
}

function stored() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

function readEdit(text) {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

function canStore() {
  try {
    localStorage.setItem("cairn-try", "1");
    localStorage.removeItem("cairn-try");
    return true;
  } catch {
    return false; // the browser forbids it
  }
}
