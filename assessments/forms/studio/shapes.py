# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What kind of thing a field of an edition is, read off the models of domain/content.py and domain/edition.py."""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from assessments.domain import content
from assessments.domain.answers import Answers
from assessments.domain.document import Document
from assessments.domain.edition import Edition
from assessments.domain.edition_checks import REFERENCES
from assessments.domain.following import RULES
from assessments.domain.pieces import HEAD, KINDS

Sort: TypeAlias = Literal[
    "text", "line", "number", "whole", "grade", "day", "flag", "choice", "choices", "key", "keys", "rule", "answers"
]
Form: TypeAlias = Literal["list", "five", "pairs", "model"]

MODELS: Mapping[str, type[Document]] = {
    HEAD: Edition,
    "levels": content.Level,
    "facts": content.Fact,
    "practices": content.Practice,
    "situations": content.Situation,
    "recommendations": content.Recommendation,
    "routines": content.Routine,
    "resources": content.Resource,
    "stages": content.Stage,
    "profiles": content.Profile,
    "samples": content.Sample,
}
# What the head of an edition leaves to other pages.
NOT_OF_HEAD = frozenset({*KINDS, "pack", "renames"})
# The least and the most of a number, and whether the least itself is allowed.
Limits: TypeAlias = tuple[Any, Any, bool]


@dataclass(frozen=True)
class Shape:
    """One field: `sort` of the thing itself, or `form` and the shape of its items, or of its fields.

    `path` leads to it from the edition as in `places.found`, such as `recommendations/*/actions/*/title`. `names` is
    the list whose keys it takes. `default` None is none.
    """

    path: str
    sort: Sort | None = None
    form: Form | None = None
    item: "Shape | None" = None
    fields: "Mapping[str, Shape]" = field(default_factory=dict)
    names: str = ""
    words: tuple[str, ...] = ()
    limits: Limits = (None, None, True)
    default: Any = None

    @property
    def inner(self) -> "Shape":
        """The shape of its items; raises TypeError where it has none."""
        if self.item is None:
            raise TypeError(self.path)
        return self.item

    @property
    def name(self) -> str:
        """The field's own name; that of the list where it is an item of one."""
        return next(step for step in reversed(self.path.split("/")) if step not in ("*", "@"))


@cache
def shape_of(kind: str) -> Shape:
    """The shape of a piece of this kind, or of the head; its key, which has a page of its own, is left out."""
    path = "" if kind == HEAD else f"{kind}/*"
    return Shape(path, form="model", fields=dict(_fields(MODELS[kind], path)))


def _fields(model: type[Document], path: str) -> Iterator[tuple[str, Shape]]:
    for name, info in model.model_fields.items():
        is_own_key = name == "key" and path.count("/") == 1
        if is_own_key or (model is Edition and name in NOT_OF_HEAD):
            continue
        inner = f"{path}/{name}" if path else name
        default = info.default if name in model.filled and not isinstance(info.default, Document) else None
        yield name, _shape(info.annotation, list(info.metadata), inner, default, bool(info.json_schema_extra))


def _shape(annotation: Any, metadata: list[Any], path: str, default: Any = None, is_five: bool = False) -> Shape:
    annotation, metadata = _bare(annotation, metadata)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if path in RULES:
        return Shape(path, "rule")
    if path in REFERENCES:
        return Shape(path, "key", names=REFERENCES[path])
    if origin is Literal:
        return Shape(path, "choice", words=arguments, default=default)
    if origin is tuple:
        return _list_shape(arguments[0], path, is_five)
    if isinstance(annotation, type) and issubclass(annotation, Answers):
        return Shape(path, "answers")
    if isinstance(annotation, type) and issubclass(annotation, Document):
        return Shape(path, form="model", fields=dict(_fields(annotation, path)))
    if origin is not None and issubclass(origin, Mapping):
        if arguments[1] is str:
            return Shape(path, "text")
        names = REFERENCES[f"{path}/@"]
        return Shape(path, form="pairs", names=names, item=_shape(arguments[1], [], f"{path}/*"))
    return _scalar_shape(annotation, metadata, path, default)


def _list_shape(annotation: Any, path: str, is_five: bool) -> Shape:
    item = _shape(annotation, [], f"{path}/*")
    if item.sort == "choice":
        return Shape(path, "choices", words=item.words)
    if item.sort == "key":
        return Shape(path, "keys", names=item.names)
    return Shape(path, form="five" if is_five else "list", item=item)


def _scalar_shape(annotation: Any, metadata: list[Any], path: str, default: Any) -> Shape:
    sorts: dict[Any, Sort] = {bool: "flag", Decimal: "number", int: "whole", date: "day", str: "line"}
    least = next((limit for one in metadata if (limit := getattr(one, "ge", None)) is not None), None)
    more = next((limit for one in metadata if (limit := getattr(one, "gt", None)) is not None), None)
    most = next((limit for one in metadata if (limit := getattr(one, "le", None)) is not None), None)
    is_grade = annotation is int and (least, most) == (0, 4)
    limits = (more if least is None else least, most, more is None)
    return Shape(path, "grade" if is_grade else sorts[annotation], limits=limits, default=default)


def _bare(annotation: Any, metadata: list[Any]) -> tuple[Any, list[Any]]:
    """The type without its annotations and without None; what the annotations say."""
    if get_origin(annotation) is Annotated:
        inner, *said = get_args(annotation)
        flat = [one for each in said for one in (getattr(each, "metadata", None) or [each])]
        return _bare(inner, [*metadata, *flat])
    if get_origin(annotation) in (Union, types.UnionType):
        some = [one for one in get_args(annotation) if one is not type(None)]
        if len(some) == 1:
            return _bare(some[0], metadata)
    return annotation, metadata
