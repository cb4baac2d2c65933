# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What people were told, held against what the database says."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Save:
    """A save that was acknowledged: the note, upon what it was written, and the revision that it led to."""

    practice: str
    text: str
    base: int
    seen: str
    revision: int
    tries: int = 1
    sent_at: float = 0


@dataclass(frozen=True)
class Read:
    """A page that somebody read; `least` is the newest revision that was acknowledged before they asked."""

    practice: str
    revision: int
    text: str
    least: int = 0


@dataclass
class Findings:
    """What is wrong, and how much there was to look at."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    revisions: int = 0
    replayed: int = 0

    @property
    def are_none(self) -> bool:
        return not (self.lost or self.doubled or self.broken)


def check(rows: dict[str, Any], saves: list[Save], reads: list[Read], refused: list[str]) -> Findings:
    """Hold saves, reads and refusals against answers and history."""
    chains: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in rows["lines"]:
        chains[line["key"]].append(line)
    for chain in chains.values():
        chain.sort(key=lambda line: line["revision"])
    texts = Counter(line["after"] for line in rows["lines"])
    found = Findings(revisions=len(rows["lines"]))
    found.lost = [save.text for save in saves if not texts[save.text]]
    found.doubled = [text for text, times in texts.items() if times > 1]
    answers = {row["key"]: row for row in rows["answers"]}
    found.broken += [f"{key} has a history, and no answer" for key in chains.keys() - answers.keys()]
    for key, answer in answers.items():
        found.broken += breaks_of(key, chains[key], answer)
    noted = {(line["key"], line["revision"]): line for line in rows["lines"]}
    for save in saves:
        found.broken += differences_of(save, noted)
        line = noted.get((save.practice, save.revision))
        found.replayed += line is not None and line["after"] == save.text and line["at"] < save.sent_at
    for read in reads:
        found.broken += faults_of(read, noted)
    found.broken += [f"{text} was refused, and stands there" for text in refused if texts[text]]
    return found


def breaks_of(key: str, chain: list[dict[str, Any]], answer: dict[str, Any]) -> Iterator[str]:
    """Where the revisions of one answer are no chain from nothing to what stands there now."""
    revisions = [line["revision"] for line in chain]
    if revisions != list(range(1, len(chain) + 1)):
        yield f"{key} has the revisions {revisions}"
    said = None
    for line in chain:
        if line["before"] != said:
            yield f"{key} {line['revision']} follows {line['before']!r}, and {said!r} stood there"
        said = line["after"]
    if (answer["revision"], answer["note"]) != (len(chain), said or ""):
        yield f"{key} says {answer['note']!r} at {answer['revision']}, and its history {said!r} at {len(chain)}"


def differences_of(save: Save, noted: dict[tuple[str, int], dict[str, Any]]) -> Iterator[str]:
    """Where the history does not say what was acknowledged, or says it upon something else."""
    line = noted.get((save.practice, save.revision))
    if save.revision != save.base + 1 or line is None or line["after"] != save.text:
        yield f"{save} is not that revision"
    elif (line["before"] or "") != save.seen:
        yield f"{save} was written upon {line['before']!r}"


def faults_of(read: Read, noted: dict[tuple[str, int], dict[str, Any]]) -> Iterator[str]:
    """Where a page showed what never stood there, or something older than what was acknowledged."""
    line = noted.get((read.practice, read.revision))
    if read.text != (line["after"] if line else "") or (line is None and read.revision):
        yield f"{read} never stood there"
    if read.revision < read.least:
        yield f"{read} is older than what was acknowledged"
