# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Places of a document on a page: what the forms call their fields, and the ids of their controls."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from assessments.forms.studio.shapes import Shape, shape_of
from assessments.queries.studio.field_names import item_label, label_of, language_name

STEP = re.compile(r"[^.\[\]]+")


def label_of_place(kind: str, place: str, languages: Sequence[str], *, is_brief: bool = False) -> str:
    """What a place within a piece is called, such as `actions.one-build.title.ja` or `anchors[1].en`: "Actions,
    one-build, Title, Japanese". Briefly, only down to the first field: "Actions"."""
    words: list[str] = []
    for shape, step in _walk(kind, place):
        if shape.form == "model" and step in shape.fields:
            words.append(str(label_of(shape.fields[step].path)))
        elif shape.form in ("list", "five"):
            words.append(item_label(shape.path, int(step) + 1) if step.isdecimal() else step)
        elif shape.sort == "text" and step in languages:
            words.append(str(language_name(step)))
        elif shape.sort not in ("keys", "choices", "rule"):
            words.append(step)
    return words[0] if is_brief and words else _(", ").join(words)


def element_of(kind: str, place: str) -> str:
    """The id of the control for a place such as `anchors[1].ja`: of the text, or of the whole list, rows or rule where
    the place lies within one that has no control of its own. The form's id for the whole piece."""
    steps = [
        step for shape, step in _walk(kind, place) if shape.form in ("model", "list", "five") or shape.sort == "text"
    ]
    return "_".join(["id", *steps]) if steps else "piece-form"


def _walk(kind: str, place: str) -> Iterator[tuple[Shape, str]]:
    """Each step of a place, with the shape of what it is a step within; it ends where no shape is known any more."""
    shape: Shape | None = shape_of(kind)
    for step in STEP.findall(place):
        if shape is None:
            return
        yield shape, step
        if shape.form == "model":
            shape = shape.fields.get(step)
        else:
            shape = shape.item if shape.form in ("list", "five") else None
