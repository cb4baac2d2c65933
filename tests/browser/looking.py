# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Looking at a page as a reader does: what axe finds, what is cut off, and a picture of it."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Texts that a box cuts off at its edge, and what sticks out of a page that does not scroll there.
CUT_OFF = """() => {
  const found = [];
  const scrolls = (one) => one && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  for (const element of document.querySelectorAll("body *")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (!hasText || box.width <= 1 || box.height <= 1 || style.visibility === "hidden") continue;
    const hides = /hidden|clip/.test(style.overflowX) || style.textOverflow === "ellipsis";
    const isWide = element.scrollWidth > element.clientWidth + 1;
    const isHigh = element.scrollHeight > element.clientHeight + 1;
    const isOut = box.right > innerWidth + 1 && !scrolls(element) && !element.closest(".skip");
    if ((hides && (isWide || isHigh)) || isOut) found.push(`cut off: ${element.textContent.trim().slice(0, 60)}`);
  }
  return found;
}"""


def faults_of(page: Page, *, with_axe: bool = True) -> list[str]:
    """What is cut off, as the page opens and with all its folds open; and what axe finds of it then."""
    found: list[str] = page.evaluate(CUT_OFF)
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    found += page.evaluate(CUT_OFF)
    if with_axe:
        results = Axe().run(page)
        found += [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in results.response["violations"]]
    return list(dict.fromkeys(found))


def keep(page: Page, folder: str | None, name: str, scheme: str = "light", language: str = "en") -> None:
    """A picture, named by what is seen, the width, theme and language; none where no folder is given."""
    if not folder:
        return
    assert page.viewport_size
    ending = f"{page.viewport_size['width']}{'-dark' if scheme == 'dark' else ''}{'-ja' if language == 'ja' else ''}"
    Path(folder).mkdir(parents=True, exist_ok=True)
    page.screenshot(path=Path(folder) / f"{name}-{ending}.png", full_page=True)
