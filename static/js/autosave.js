// SPDX-FileCopyrightText: 2026 The Cairn contributors
// SPDX-License-Identifier: Apache-2.0

// Forms that save themselves: <form data-autosave>, with the attributes of templates/assessments/_autosave.html.
//
// A change gets a key of its own. One request at a time: the next one carries the revision that the last one led to.
// What was sent and not answered stays in `outbox` and is sent again as it was, with its key, so that it counts once;
// what was typed meanwhile follows it. "Saved" is only ever the server's word.

const PAUSE = 800;
const RETRY = 15_000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.line = document.querySelector(form.getAttribute("hx-target"));
    this.changed = false; // something stands in the fields that no request has carried
    this.outbox = null; // what was sent and is not answered
    this.sending = false;
    this.refused = false; // the server has said no to what stands in the fields
    this.isClosed = false;
    this.leaving = false;
    this.next = null; // the button that waits for a save
    const on = (target, names, act) => names.forEach((name) => target.addEventListener(name, act.bind(this)));
    on(form, ["change"], (event) => isText(event.target) || this.change(event, 0));
    on(form, ["input"], (event) => isText(event.target) && this.change(event, PAUSE));
    on(form, ["focusout"], (event) => isText(event.target) && this.changed && this.send());
    on(form, ["submit"], this.submit);
    on(form, ["click"], (event) => event.target.closest("[data-drop]") && (this.leaving = true));
    on(form, ["htmx:configRequest"], this.configure);
    on(this.line, ["htmx:beforeSwap"], this.drop);
    on(form, ["htmx:sendError"], (event) => event.stopPropagation());
    on(form, ["htmx:afterRequest"], (event) => this.answered(event.detail.xhr));
    on(form, ["saved"], (event) => this.saved(event.detail.revisions));
    on(form, ["unsaved"], (event) => (this.isClosed = event.detail.kind === "closed"));
    on(window, ["online", "focus"], () => this.outbox && this.send());
    on(window, ["pageshow"], (event) => event.persisted && this.comeBack());
    on(window, ["pagehide"], () => [this.timer, this.retryTimer].forEach(clearTimeout));
    on(window, ["beforeunload"], (event) => this.hasUnsent() && !this.leaving && event.preventDefault());
  }

  hasUnsent() {
    const byButton = [...this.form.querySelectorAll("[data-by-button] :is(input, textarea)")];
    const typed = byButton.some((field) => field.value !== field.defaultValue);
    return !this.isClosed && (this.changed || this.outbox !== null || this.refused || typed);
  }

  change(event, pause) {
    if (this.isClosed || event.target.closest("[data-by-button]")) return;
    this.form.elements.key.value = newKey();
    this.changed = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  send() {
    clearTimeout(this.timer);
    clearTimeout(this.retryTimer);
    if (this.sending || this.isClosed) return;
    if (!this.outbox) {
      if (!this.changed) return;
      if (this.lacks()) {
        this.next = null;
        return this.say("needed", true);
      }
      this.outbox = new FormData(this.form);
      this.changed = false;
    }
    this.sending = true;
    this.say("saving", false);
    htmx.trigger(this.form, "autosave");
  }

  // A field that the choice at hand needs and that is still empty: data-needed-by="answer=na".
  lacks() {
    return [...this.form.querySelectorAll("[data-needed-by]")].some((field) => {
      const [name, value] = field.dataset.neededBy.split("=");
      return this.form.elements[name]?.value === value && !field.value.trim();
    });
  }

  configure(event) {
    event.detail.parameters = this.outbox;
    // Whoever has signed in again in another window has a new one.
    const token = document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/)?.[1];
    if (!token) return;
    event.detail.headers["X-CSRFToken"] = token;
    this.outbox.set("csrfmiddlewaretoken", token);
    this.form.elements.csrfmiddlewaretoken.value = token;
  }

  saved(revisions) {
    for (const [name, revision] of Object.entries(revisions)) this.form.elements[name].value = revision;
    for (const note of this.form.querySelectorAll("[data-until-saved]")) note.remove();
  }

  answered(xhr) {
    this.sending = false;
    const isSaved = xhr.status >= 200 && xhr.status < 300 && !isPage(xhr);
    if (!isSaved && ![400, 409, 413, 422].includes(xhr.status)) return this.keep(xhr);
    this.outbox = null;
    this.refused = !isSaved;
    if (isPage(xhr)) this.say("refused", true);
    this.line.classList.toggle("off", this.refused);
    if (this.changed) return this.send();
    const button = this.next;
    this.next = null;
    if (button !== null && isSaved) this.form.requestSubmit(button || undefined);
  }

  // Not answered: it stays in the outbox. A login page instead of an answer, or a 403, says that the session is over.
  keep(xhr) {
    this.next = null;
    if (xhr.status === 404) {
      this.isClosed = true;
      this.say("gone", true);
    } else if ([401, 403].includes(xhr.status) || (xhr.status && xhr.status < 400)) {
      this.say("signIn", true, this.form.dataset.signInUrl);
    } else {
      this.say("offline", true);
      this.retryTimer = setTimeout(() => this.send(), RETRY);
    }
  }

  // A whole page is no part of this one. Why something malformed was refused is for cairn.js to say.
  drop(event) {
    const { xhr, requestConfig } = event.detail;
    if (requestConfig.elt !== this.form || !isPage(xhr) || [400, 413].includes(xhr.status)) return;
    event.detail.shouldSwap = false;
    event.stopPropagation();
  }

  // A button waits until all is saved, so that offline no page is lost. What was refused is for the whole page to say.
  submit(event) {
    const isUnderWay = this.outbox || this.sending;
    const isForThePage = this.refused || this.lacks() || event.submitter?.name === "over";
    const isReady = navigator.onLine && !isUnderWay && (!this.changed || isForThePage);
    if (isReady || this.isClosed) {
      this.leaving = true;
      return;
    }
    event.preventDefault();
    if (!isUnderWay && !this.changed) return this.say("offline", true);
    this.next = event.submitter ?? false;
    this.send();
  }

  // From the browser's memory of a page that was left.
  comeBack() {
    this.leaving = this.sending = false;
    this.send();
  }

  say(word, isOff, url) {
    const said = url ? document.createElement("a") : document.createTextNode(this.form.dataset[word]);
    if (url) Object.assign(said, { href: url, target: "_blank", rel: "noopener", textContent: this.form.dataset[word] });
    this.line.replaceChildren(said);
    this.line.classList.toggle("off", isOff);
  }
}

function isPage(xhr) {
  return /^\s*<!doctype html>/i.test(xhr.responseText);
}

function isText(field) {
  return field.matches("textarea, input:not([type=radio], [type=checkbox])");
}

// crypto.randomUUID is only there under https and on this machine.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
