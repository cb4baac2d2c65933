# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The lines that a draft's history gets where many pieces of it change at once."""

from collections.abc import Callable, Iterator
from functools import partial

from assessments.domain.edition_difference import KindDifference, edition_difference, renamed_since
from assessments.domain.pieces import HEAD, KINDS, Plain, by_key, find, under_names
from assessments.models import Revision
from assessments.services.draft_writing import about

What = Revision.What


def lines_between(before: Plain, after: Plain, what: Revision.What, note: str) -> list[Revision]:
    """A line for each piece that the later document has otherwise, the head first: what was done, and a note of where
    it comes from.

    One with a new key has a line for this, and another one where it was changed besides; those that name it have one
    too. Where nothing but keys changed the head's line says where these come from.
    """
    found, renamed = edition_difference(before, after), under_names(before, renamed_since(before, after))
    making = partial(Revision, what=what, note=note)
    lines = [line for kind in (HEAD, *KINDS) for line in _lines(found.kind(kind), before, renamed, after, making)]
    if any(line.what == what for line in lines):
        return lines
    head = find(after, HEAD, "")
    return [about(making(kind=HEAD), head, head), *lines]


def _lines(
    kind: KindDifference, before: Plain, renamed: Plain, after: Plain, making: Callable[..., Revision]
) -> Iterator[Revision]:
    name, new = kind.kind, {one.key for one in kind.renamed}
    was, called, now = (by_key(document, name) for document in (before, renamed, after))
    for one in kind.renamed:
        line = Revision(what=What.RENAMED, kind=name, key=one.key, note=one.old)
        yield about(line, was[one.old], called[one.key])
    changed = [one.key for one in kind.changed]
    for key in dict.fromkeys([*changed, *kind.added, *kind.removed]):
        if key in was or key in called or key in now:
            yield about(making(kind=name, key=key), (called if key in new else was).get(key), now.get(key))
    touched = {*changed, *kind.added, *kind.removed, *new}
    yield from (_moved(name, key, was.get(key), now.get(key)) for key in kind.moved if key not in touched)
    for key in was:
        if key in now and key not in touched and called.get(key) != was[key]:
            yield about(Revision(what=What.CHANGED, kind=name, key=key), was[key], now[key])


def _moved(kind: str, key: str, before: Plain | None, after: Plain | None) -> Revision:
    return about(Revision(what=What.MOVED, kind=kind, key=key), before, after)
