// SPDX-FileCopyrightText: 2026 The Cairn contributors
// SPDX-License-Identifier: Apache-2.0

// What stands in a form's fields: to put something there, and to say in words what was changed.

export function isText(field) {
  return field.matches("textarea, input:not([type=radio], [type=checkbox])");
}

export function fill(form, name, value) {
  for (const field of listed(form.elements[name])) {
    if (field.type === "radio") field.checked = field.value === value;
    else field.value = value;
  }
}

// Fields as they were sent: a group of buttons of which none was pressed is not among them.
export function fillAll(form, part, fields) {
  for (const button of form.querySelectorAll("[type=radio]")) {
    if (isOurs(button) && isOfPart(button, part)) button.checked = false;
  }
  for (const [name, value] of fields) fill(form, name, value);
}

// What is saved is what a later change is measured by.
export function defaultsOf(form, fields) {
  for (const [name, value] of fields) {
    for (const field of listed(form.elements[name])) {
      if (field.type === "hidden") continue;
      if (field.type === "radio") field.defaultChecked = field.value === value;
      else if (field.tagName === "SELECT") for (const option of field.options) option.defaultSelected = option.value === value;
      else field.defaultValue = value;
    }
  }
}

// The changed fields of a part as pairs of words: what was asked, what was said.
export function wordsOf(form, part) {
  return [...form.elements].filter((field) => isOurs(field) && isOfPart(field, part)).flatMap(words);
}

function isOfPart(field, part) {
  return !part || field.name === part || field.name === `note-${part}`;
}

function isOurs(field) {
  return field.name && field.type !== "hidden" && !field.closest("[data-by-button], #save-problem");
}

function words(field) {
  const label = field.labels?.[0];
  if (field.type === "radio") {
    if (!field.checked || field.defaultChecked) return [];
    return [[brief(field.closest("fieldset")?.querySelector("legend")), brief(label)]];
  }
  if (field.tagName === "SELECT") {
    return field.selectedOptions[0]?.defaultSelected ? [] : [[brief(label), plain(field.selectedOptions[0])]];
  }
  return field.value === field.defaultValue ? [] : [[brief(label), field.value]];
}

function listed(found) {
  if (!found) return [];
  return found instanceof RadioNodeList ? [...found] : [found];
}

function plain(element) {
  return element?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

// A label without its asides.
function brief(label) {
  const copy = label?.cloneNode(true);
  for (const aside of copy?.querySelectorAll(".soft, em") ?? []) aside.remove();
  return [...(copy?.childNodes ?? [])].map(plain).filter(Boolean).join(" ");
}
