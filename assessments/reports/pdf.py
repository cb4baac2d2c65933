# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Documents as PDF: A4, tagged (PDF/UA-1), the fonts in it. Equal documents give equal bytes.

What a document says reaches the typesetter as data and never as its source, so that no text of anybody's is code.
"""

import json
import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from unicodedata import category

from django.conf import settings
from django.utils import translation

from assessments.reports.document import Document
from assessments.reports.drawing import drawn
from assessments.reports.glyphs import characters_of

if TYPE_CHECKING:
    from typst import Compiler

SOURCES = Path(__file__).parent / "typst"
REGULAR = "BIZUDPGothic_400Regular.ttf"
ZERO_WIDTH_SPACE = "\u200b"
JOINERS = "\n\u00ad\u200b\u200c\u200d"  # of no width and of good use: line ends, hyphens, emoji, scripts that join
LONG_WORD = re.compile(r"[^\s\u2e80-\U0010ffff]{30,}")  # Japanese breaks anywhere by itself
PIECES = re.compile(r".{1,10}")
MOST_PROBES = 200  # characters of a document that are tried one by one; any more are given by their numbers

_one_at_a_time = Lock()  # the compiler keeps what it was told last


def pdf_of(document: Document) -> bytes:
    """The document as PDF. A character that no font draws is given by its number, as [U+1F600], and a note says so.

    So are invisible ones, which would turn or hide what stands beside them. Raises FileNotFoundError without the font.
    """
    from typst import TypstError  # noqa: PLC0415 (heavy, and few processes write PDF)

    with translation.override(document.language):
        values = drawn(document)
    made_at = int(document.made_at.timestamp())
    unsure = _unsure(_characters(values))
    try:
        return _report(values, _lacking(unsure), made_at)
    except TypstError:  # each of them is drawn alone, but not beside the others
        return _report(values, unsure, made_at)


def _report(values: dict[str, Any], lacking: set[str], made_at: int) -> bytes:
    if not lacking:
        values = {**values, "lacking": ""}
    return _compiled("report.typ", _mapped(values, lambda text: _breakable(_numbered(text, lacking))), made_at)


def _font() -> Path:
    font: Path = settings.REPORT_FONTS / REGULAR
    if not font.exists():
        raise FileNotFoundError(f"{font} is missing: run python -m ospo_app.prepare.")
    return font


@cache
def _compiler() -> "Compiler":
    """One for the process, which keeps fonts and sources."""
    from typst import Compiler, Fonts  # noqa: PLC0415 (heavy, and few processes write PDF)

    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[settings.REPORT_FONTS])
    return Compiler(root=SOURCES, font_paths=fonts)


def _compiled(source: str, values: object, made_at: int) -> bytes:
    inputs = {"report": json.dumps(values)}
    with _one_at_a_time:
        made = _compiler().compile(
            SOURCES / source, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=made_at
        )
    if not isinstance(made, bytes):
        raise TypeError("The typesetter gave no PDF.")
    return made


def _characters(values: Any) -> set[str]:
    match values:
        case str():
            return set(values)
        case dict():
            return _characters(list(values.values()))
        case list() | tuple():
            return set().union(*map(_characters, values))
        case _:
            return set()


def _unsure(characters: set[str]) -> set[str]:
    """Those that our font has no glyph for."""
    return {one for one in characters if ord(one) not in characters_of(_font())}


def _lacking(unsure: set[str]) -> set[str]:
    """Those that the fonts of the typesetter don't draw either, or that nobody would see."""
    hidden = {one for one in unsure if category(one) in ("Cc", "Cf") and one not in JOINERS}
    tried = sorted(unsure - hidden)
    return hidden | set(tried[MOST_PROBES:]) | {one for one in tried[:MOST_PROBES] if not _is_drawn(one)}


@lru_cache(maxsize=10_000)
def _is_drawn(character: str) -> bool:
    from typst import TypstError  # noqa: PLC0415 (as above)

    try:
        _compiled("probe.typ", character, 0)
    except TypstError:
        return False
    return True


def _numbered(text: str, lacking: set[str]) -> str:
    return "".join(f"[U+{ord(one):04X}]" if one in lacking else one for one in text)


def _breakable(text: str) -> str:
    """A long word may go on in the next line, so that none of it leaves the page."""
    return LONG_WORD.sub(lambda found: ZERO_WIDTH_SPACE.join(PIECES.findall(found[0])), text)


def _mapped(values: Any, change: Callable[[str], str]) -> Any:
    """The same values with every text changed but the addresses of links, which are ASCII and lead somewhere."""
    match values:
        case str():
            return change(values)
        case dict():
            return {key: value if key == "address" else _mapped(value, change) for key, value in values.items()}
        case list() | tuple():
            return [_mapped(value, change) for value in values]
        case _:
            return values
