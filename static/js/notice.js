// SPDX-FileCopyrightText: 2026 The Cairn contributors
// SPDX-License-Identifier: Apache-2.0

// What a script has to say, in the page's box for notices.

export function showNotice(text) {
  const box = document.getElementById("notices");
  if (!box || !text) return;
  const notice = document.createElement("p");
  notice.className = "banner bad";
  notice.textContent = text;
  box.replaceChildren(notice);
}

// The words of a whole page that came instead of a part of one.
export function noticeOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const words = [...page.querySelectorAll("main h1, main h1 + p")].map((part) => part.textContent.trim());
  showNotice(words.join(" "));
}
