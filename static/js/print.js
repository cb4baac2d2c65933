// SPDX-FileCopyrightText: 2026 The Cairn contributors
// SPDX-License-Identifier: Apache-2.0

// A button that prints the page; without script it stays away, and the browser's own menu does it.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
