# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Editions and answers from the files that a command names; what is wrong with them, one line each."""

import sys
from pathlib import Path

from assessments.domain.answers import Answers, parse_answers
from assessments.domain.edition import Edition, parse_edition
from assessments.domain.faults import AnswersFaults, EditionFaults, Faults
from assessments.imports.documents import MOST_BYTES, UnreadableDocument, read_document, read_path

STANDARD_INPUT = "-"


class Refused(Exception):
    """A file was refused; `lines` say why, each with the name of the file and the place."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def edition_in(name: str) -> Edition:
    """The edition in a file or a folder; raises Refused."""
    try:
        return parse_edition(read_path(Path(name)))
    except UnreadableDocument as error:
        raise Refused([str(error)]) from error
    except EditionFaults as error:
        raise Refused(_lines(name, error)) from error


def answers_in(names: list[str], edition: Edition) -> list[Answers]:
    """The answers in each file, `-` being standard input; raises Refused with what is wrong in all of them."""
    found, lines = [], []
    for name in names:
        try:
            found.append(parse_answers(edition, _document(name)))
        except UnreadableDocument as error:
            lines.append(str(error))
        except AnswersFaults as error:
            lines.extend(_lines(name, error))
    if lines:
        raise Refused(lines)
    return found


def _document(name: str) -> object:
    if name == STANDARD_INPUT:
        return read_document(sys.stdin.buffer.read(MOST_BYTES + 1), name="standard input")
    return read_path(Path(name))


def _lines(name: str, error: Faults) -> list[str]:
    return [" ".join(f"{name}: {fault}".split()) for fault in error.faults]
