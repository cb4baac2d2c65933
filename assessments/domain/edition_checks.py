# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What makes an edition sound beyond its shape (ENGINE.md, section 2): keys, references, rules, anchors, renames,
samples.

Works on the document as it was written, so that these faults are listed together with those of shape.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from assessments.domain.answers import Offered, answers_faults
from assessments.domain.faults import Fault, gettext_noop, not_among
from assessments.domain.places import entries, found
from assessments.domain.rule_limits import rule_faults

NOT_FIVE = gettext_noop("must be five texts, not %(number)s")
NEVER_NA = gettext_noop('must not be %(key)s: "na" is not offered for it')
KEYED = {
    "levels": "levels/*/key",
    "facts": "facts/*/key",
    "practices": "practices/*/key",
    "situations": "situations/*/key",
    "recommendations": "recommendations/*/key",
    "actions": "recommendations/*/actions/*/key",
    "routines": "routines/*/key",
    "resources": "resources/*/key",
    "stages": "stages/*/key",
    "profiles": "profiles/*/key",
    "samples": "samples/*/key",
}
# Within each thing at the first path, nothing may stand twice at the second.
ONCE = (
    *(("", path) for path in KEYED.values()),
    ("", "languages/*"),
    ("practices/*", "wordings/*/perspective"),
    ("practices/*", "ask/*"),
    ("practices/*", "asked_at/*"),
    ("practices/*", "sources/*"),
    ("situations/*", "signals/*/key"),
    ("situations/*", "practices/*"),
    ("recommendations/*", "practices/*"),
    ("recommendations/*", "resources/*"),
    ("routines/*", "cadences/*"),
    ("routines/*", "supports/*"),
    ("profiles/*", "not_applicable/*"),
)
REFERENCES = {
    "practices/*/level": "levels",
    "practices/*/sources/*": "resources",
    "situations/*/source": "resources",
    "situations/*/practices/*": "practices",
    "recommendations/*/situation": "situations",
    "recommendations/*/practices/*": "practices",
    "recommendations/*/actions/*/level": "levels",
    "recommendations/*/actions/*/raises/@": "practices",
    "recommendations/*/actions/*/sets/@": "routines",
    "recommendations/*/resources/*": "resources",
    "recommendations/*/examples/*/source": "resources",
    "routines/*/supports/*": "practices",
    "profiles/*/targets/@": "practices",
    "profiles/*/not_applicable/*": "practices",
}
RENAMED = ("practices", "situations", "recommendations", "routines", "facts", "profiles", "actions")


def edition_faults(document: object) -> Iterator[Fault]:
    """Every fault beyond shape."""
    offered = offered_by(document)
    yield from _repeated(document)
    yield from _dangling(document, offered.keys)
    yield from _not_five(document)
    for place, rule in chain(found(document, "recommendations/*/when"), found(document, "stages/*/reached_when")):
        yield from rule_faults(rule, place, offered.keys)
    yield from _never_na(document, offered)
    yield from _rename_faults(document, offered.keys)
    for place, answers in found(document, "samples/*/answers"):
        yield from answers_faults(offered, answers, place)


def offered_by(document: object) -> Offered:
    """What the document lets people answer, as far as it is written soundly."""
    return Offered(
        keys={kind: _keys(document, path) for kind, path in KEYED.items()},
        may_be_na=_keys([node for _, node in found(document, "practices/*") if _has(node, "not_applicable")], "*/key"),
        signals=_listed(document, "situations/*", "signals/*/key"),
        cadences=_listed(document, "routines/*", "cadences/*"),
    )


def _keys(document: object, path: str) -> frozenset[str]:
    return frozenset(key for _, key in found(document, path) if isinstance(key, str))


def _has(node: object, field: str) -> bool:
    return isinstance(node, dict) and field in node


def _listed(document: object, path: str, within: str) -> dict[str, frozenset[str]]:
    return {key: _keys(node, within) for _, node in found(document, path) for key in _keys(node, "key")}


def _repeated(document: object) -> Iterator[Fault]:
    for group_path, path in ONCE:
        for group_place, group in found(document, group_path):
            seen = set()
            for place, key in found(group, path, group_place):
                if isinstance(key, str) and key in seen:
                    yield Fault(place, gettext_noop("%(key)s is twice there"), {"key": key})
                elif isinstance(key, str):
                    seen.add(key)


def _dangling(document: object, keys: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    for path, kind in REFERENCES.items():
        for place, key in found(document, path):
            if isinstance(key, str) and key not in keys[kind]:
                yield not_among(place, key, kind)


def _not_five(document: object) -> Iterator[Fault]:
    for path in ("scale", "practices/*/anchors", "practices/*/wordings/*/anchors"):
        for place, texts in found(document, path):
            if isinstance(texts, list) and len(texts) != 5:
                yield Fault(place, NOT_FIVE, {"number": len(texts)})


def _never_na(document: object, offered: Offered) -> Iterator[Fault]:
    for place, key in found(document, "profiles/*/not_applicable/*"):
        if isinstance(key, str) and key in offered.keys["practices"] - offered.may_be_na:
            yield Fault(place, NEVER_NA, {"key": key})


def _rename_faults(document: object, keys: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    renames = document.get("renames") if isinstance(document, dict) else None
    for kind in RENAMED:
        old_keys = {old for _, old, _ in entries(renames, kind)}
        taken = set()
        for place, _, new in entries(renames, kind, "renames"):
            if not isinstance(new, str):
                continue
            if new in old_keys:
                yield Fault(place, gettext_noop("must not be %(key)s, which is renamed itself"), {"key": new})
            elif new not in keys[kind]:
                yield not_among(place, new, kind)
            if new in taken:
                template = gettext_noop("must not be %(key)s, which another old key is renamed to")
                yield Fault(place, template, {"key": new})
            taken.add(new)
