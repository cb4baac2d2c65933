# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Single values of files: numbers exactly as written, text that a database can hold, and what a plain YAML word means.

What an author wrote as a text stays that text. In YAML, words without quotes are read as YAML 1.2 reads them, but
for what tools disagree on:

- `yes`, `no`, `on`, `off`, `y` and `n` are text, and days such as 2026-11-22 too: no field takes anything else that
  they could mean.
- `true` and `false` are truth values, `null`, `~` and nothing at all are left out; a field that needs text then says
  that it is missing.
- A number is what YAML 1.1 and 1.2 both read as this number: 3, -3, 0.50, .5, 1.5e+3.
- What only one of them takes for a number, or each for another one, is refused: 010 (8 or 10), 1_000, 0x1F, 0o17,
  0b11, 12:30 (750 or text), 1e3, -.5. In quotes it is text.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from assessments.imports.unreadable import UnreadableDocument

MOST_DEEP = 32
MOST_DIGITS = 100
WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("null", "Null", "NULL", "~", "")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)|([-+]?[0-9]+\.[0-9]*|\.[0-9]+)([eE][-+][0-9]+)?")
AMBIGUOUS = re.compile(
    r"[-+]?(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+"
    r"|([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)([eE][-+]?[0-9_]+)?"
    r"|[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?)"
)
NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def plain_word(text: str) -> object:
    """What a YAML word without quotes means; raises UnreadableDocument."""
    if text in WORDS:
        return WORDS[text]
    if NUMBER.fullmatch(text):
        return number_as_written(text)
    if NO_NUMBER.fullmatch(text):
        raise no_number(text)
    if AMBIGUOUS.fullmatch(text):
        message = "holds %(word)s, which tools read differently: put it in quotes, or write the number in plain digits"
        raise UnreadableDocument(message, values={"word": text})
    return readable(text)


def number_as_written(text: str) -> int | Decimal:
    """A whole number or an exact decimal; raises UnreadableDocument for one that is too long."""
    try:
        if len(text) <= MOST_DIGITS:
            return Decimal(text) if set(text) & set(".eE") else int(text)
    except InvalidOperation:
        pass
    raise UnreadableDocument("holds a number that is too long")


def no_number(word: str) -> UnreadableDocument:
    """What refuses infinity and its like."""
    return UnreadableDocument("holds %(word)s, which is no number", values={"word": word})


def readable(text: str) -> str:
    """The text; raises UnreadableDocument for one that no file or database can hold."""
    if text.isascii() and "\0" not in text:
        return text
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise UnreadableDocument("holds characters that are no text")
    return text
