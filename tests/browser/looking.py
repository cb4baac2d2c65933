# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Looking at a page as a reader does: what axe finds, what is cut off, and a picture of it."""

from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Texts that a box cuts off at its edge, that run out of their cell, and what sticks out of a page that does not scroll
# there.
CUT_OFF = """() => {
  const found = [];
  const scrolls = (one) => one && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  for (const element of document.querySelectorAll("body *")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    const isOver = hasText && element.matches("tbody :is(td, th)") && element.scrollWidth > element.clientWidth + 1;
    if (isOver) found.push(`runs out of its cell: ${element.textContent.trim().slice(0, 60)}`);
    if (!hasText || box.width <= 1 || box.height <= 1 || style.visibility === "hidden") continue;
    const hides = /hidden|clip/.test(style.overflowX) || style.textOverflow === "ellipsis";
    const isWide = element.scrollWidth > element.clientWidth + 1;
    const isHigh = element.scrollHeight > element.clientHeight + 1;
    const isOut = box.right > innerWidth + 1 && !scrolls(element) && !element.closest(".skip");
    if ((hides && (isWide || isHigh)) || isOut) found.push(`cut off: ${element.textContent.trim().slice(0, 60)}`);
  }
  return found;
}"""


# Which rules axe tries: those of colour take four fifths of its time, and the others hold or fail in both themes alike.
ALL_RULES: dict[str, Any] = {"resultTypes": ["violations"]}
OF_COLOUR = ALL_RULES | {"runOnly": ["color-contrast", "link-in-text-block"]}
BUT_COLOUR = ALL_RULES | {"rules": {rule: {"enabled": False} for rule in OF_COLOUR["runOnly"]}}
OPEN = "for (const fold of document.querySelectorAll('main details:not([open])')) fold.open = fold.wasClosed = true"
CLOSE = "for (const fold of document.querySelectorAll('main details')) if (fold.wasClosed) fold.open = false"


def faults_of_axe(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe finds by these rules; a page gets axe's script once, which is large, and has it until another loads."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    results = page.evaluate("rules => axe.run(rules)", rules)
    return [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary']}"
        for one in results["violations"]
        for node in one["nodes"]
    ]


def faults_of(page: Page, *, rules: dict[str, Any] | None = ALL_RULES) -> list[str]:
    """What is cut off, as the page opens and with all its folds open; and what axe finds of it then by these rules.

    The page is left as it was found, so it can be looked at again in another width or theme.
    """
    found: list[str] = page.evaluate(CUT_OFF)
    page.evaluate(OPEN)
    found += page.evaluate(CUT_OFF)
    if rules:
        found += faults_of_axe(page, rules)
    page.evaluate(CLOSE)
    return list(dict.fromkeys(found))


def keep(page: Page, folder: str | None, name: str, scheme: str = "light", language: str = "en") -> None:
    """A picture, named by what is seen, the width, theme and language; none where no folder is given."""
    if not folder:
        return
    assert page.viewport_size
    ending = f"{page.viewport_size['width']}{'-dark' if scheme == 'dark' else ''}{'-ja' if language == 'ja' else ''}"
    Path(folder).mkdir(parents=True, exist_ok=True)
    page.screenshot(path=Path(folder) / f"{name}-{ending}.png", full_page=True)
