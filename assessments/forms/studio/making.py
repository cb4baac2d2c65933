# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Which part of a form edits what: by the shape of the field, and whether what stands there fits it."""

from typing import Any

from assessments.forms.studio.choosing import KeysPart
from assessments.forms.studio.lists import FivePart, ListPart, PairsPart
from assessments.forms.studio.parts import (
    AnswersPart,
    KeptPart,
    KeyPart,
    LeafPart,
    ModelPart,
    Part,
    Scope,
)
from assessments.forms.studio.ruling import RulePart
from assessments.forms.studio.shapes import Shape
from assessments.forms.studio.texts import TextPart


def make_part(shape: Shape, name: str, place: str, base: Any, scope: Scope, called: str = "") -> Part:
    """The part for a field of this shape; one that keeps what it has where that does not fit the shape."""
    if not _fits(shape, base):
        return KeptPart(shape, name, place, base, scope, called)
    if shape.form:
        forms_of = {"model": ModelPart, "list": ListPart, "five": FivePart, "pairs": PairsPart}
        return forms_of[shape.form](shape, name, place, base, scope, called)
    if shape.name == "key" and base is not None:
        return KeyPart(shape, name, place, base, scope, called)
    others = {"text": TextPart, "keys": KeysPart, "rule": RulePart, "answers": AnswersPart}
    return others.get(shape.sort or "", LeafPart)(shape, name, place, base, scope, called)


def _fits(shape: Shape, base: Any) -> bool:
    if base is None or shape.sort in ("rule", "answers"):
        return True
    if shape.form in ("list", "five"):
        return isinstance(base, list) and all(one is not None and _fits(shape.inner, one) for one in base)
    if shape.form == "pairs":
        return isinstance(base, dict) and all(one is not None and _is_single(one) for one in base.values())
    if shape.form == "model":
        return isinstance(base, dict)
    if shape.sort == "text":
        return isinstance(base, dict) and all(isinstance(words, str) for words in base.values())
    if shape.sort in ("keys", "choices"):
        return isinstance(base, list) and len(set(map(str, base))) == len([one for one in base if isinstance(one, str)])
    return isinstance(base, bool) if shape.sort == "flag" else _is_single(base)


def _is_single(value: Any) -> bool:
    return not isinstance(value, dict | list | bool)
