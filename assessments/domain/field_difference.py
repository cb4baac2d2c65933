# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What differs between two versions of one piece of an edition, field by field.

Texts, objects and lists by position are taken apart: each sentence in each language is a field of its own. Parts with
a key (signals and actions; wordings, by whose view they are for) are matched by it. Rules, and lists of keys, are
fields as a whole. What is null, an empty list and an empty object count as absent; 1 and 1.0 are one number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

RULES = ("when", "reached_when")
# Lists of parts, and what each part is called by.
KEYED = {"signals": "key", "actions": "key", "wordings": "perspective"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs. `path` leads to it: `anchors[1].ja`, `signals.fewer-tools.text.en`, `raises.training`.

    Before and after are text, a number, true or false, a list, a rule, or a whole part (an object) that came or went;
    None where the field is absent. Where only the order of parts differs, both are the lists of what they are called.
    """

    path: str
    before: object
    after: object


def field_changes(
    before: object, after: object, path: str = "", part_names: Mapping[str, str] | None = None
) -> Iterator[FieldChange]:
    """Every field that differs, in the order of the later version. `part_names` are new names of actions by old."""
    before, after = _present(before), _present(after)
    if is_same(before, after):
        return
    name = path.rpartition(".")[2]
    if name in RULES:
        yield FieldChange(path, before, after)
    elif name in KEYED and _has_names(before, KEYED[name]) and _has_names(after, KEYED[name]):
        yield from _changes_of_parts(before, after, path, (part_names or {}) if name == "actions" else {})
    elif _is_object(before) and _is_object(after):
        old, new = _object(before), _object(after)
        for key in [*new, *(key for key in old if key not in new)]:
            within = f"{path}.{key}" if path else str(key)
            yield from field_changes(old.get(key), new.get(key), within, part_names)
    elif _holds_objects(before) and _holds_objects(after):
        yield from _changes_by_position(_list(before), _list(after), path)
    else:
        yield FieldChange(path, before, after)


def is_same(before: object, after: object) -> bool:
    """Whether two values say the same: numbers by their worth, what is absent and what is empty alike."""
    before, after = _present(before), _present(after)
    if isinstance(before, dict) and isinstance(after, dict):
        return all(is_same(before.get(key), after.get(key)) for key in before.keys() | after.keys())
    if isinstance(before, list | tuple) and isinstance(after, list | tuple):
        return len(before) == len(after) and all(map(is_same, before, after))
    if _is_number(before) and _is_number(after):
        return Decimal(str(before)) == Decimal(str(after))
    return type(before) is type(after) and before == after


def _changes_of_parts(before: object, after: object, path: str, names: Mapping[str, str]) -> Iterator[FieldChange]:
    called_by = KEYED[path.rpartition(".")[2]]
    renamed = {key: names.get(key, key) for key in _named(before, called_by)}
    new = _named(after, called_by)
    # As long as the later version has the old name, that is no new name for it.
    old = {
        (renamed[key] if key not in new and renamed[key] in new else key): part
        for key, part in _named(before, called_by).items()
    }
    for key in [*new, *(key for key in old if key not in new)]:
        within = f"{path}.{key}"
        if key not in old or key not in new:
            yield FieldChange(within, old.get(key), new.get(key))
        else:
            yield from field_changes(old[key], new[key], within)
    ordered = [key for key in old if key in new], [key for key in new if key in old]
    if ordered[0] != ordered[1]:
        yield FieldChange(path, *ordered)


def _changes_by_position(before: list[object], after: list[object], path: str) -> Iterator[FieldChange]:
    for index in range(max(len(before), len(after))):
        old, new = (items[index] if index < len(items) else None for items in (before, after))
        yield from field_changes(old, new, f"{path}[{index}]")


def _present(value: object) -> object:
    """The value; None for an empty list, and for an object in which nothing is present."""
    if isinstance(value, dict) and all(_present(one) is None for one in value.values()):
        return None
    return None if isinstance(value, list | tuple) and not value else value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_object(value: object) -> bool:
    return value is None or isinstance(value, dict)


def _object(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _holds_objects(value: object) -> bool:
    return value is None or (isinstance(value, list | tuple) and any(isinstance(one, dict) for one in value))


def _named(value: object, called_by: str) -> dict[str, dict[str, object]]:
    return {str(part[called_by]): part for part in _list(value) if isinstance(part, dict)}


def _has_names(value: object, called_by: str) -> bool:
    """Whether each part of a list has a name of its own; so it is of no list."""
    if value is None:
        return True
    parts = _list(value)
    names = [part.get(called_by) for part in parts if isinstance(part, dict)]
    return (
        isinstance(value, list | tuple)
        and len(names) == len(parts)
        and all(isinstance(name, str) for name in names)
        and len(set(map(str, names))) == len(parts)
    )
