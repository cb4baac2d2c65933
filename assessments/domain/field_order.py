# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A plain document with its fields in the order in which an edition's models define them, for people to read.

Works on faulty drafts: what no model knows stands last. Languages stand in the edition's own order, the keys of
other objects (targets, renames) in that of the alphabet: equal documents come out alike.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

from assessments.domain.document import Document
from assessments.domain.edition import Edition

# What may stand at a place: a type as a model's field is annotated with it. None where no model knows the place.
Expected: TypeAlias = Any


def in_field_order(document: object) -> object:
    """The same document, objects within it in order; lists stay as they are."""
    languages = document.get("languages") if isinstance(document, Mapping) else None
    known = [one for one in languages if isinstance(one, str)] if isinstance(languages, Sequence) else []
    return _ordered(document, Edition, {language: rank for rank, language in reversed([*enumerate(known)])})


def _ordered(node: object, expected: Expected, languages: Mapping[str, int]) -> object:
    if isinstance(node, Mapping):
        fields = _fields(_meant(node, expected))
        if fields:
            keys = [*(key for key in fields if key in node), *sorted(node.keys() - fields.keys())]
        else:
            keys = sorted(node, key=lambda key: (languages.get(key, len(languages)), key))
        other = _within(expected, Mapping)
        return {key: _ordered(node[key], fields.get(key, other), languages) for key in keys}
    if isinstance(node, list | tuple):
        return [_ordered(item, _within(expected, tuple), languages) for item in node]
    return node


def _meant(node: Mapping[str, object], expected: Expected) -> type[Document] | None:
    """Of the models that may stand here the one that shares most fields with the node: rules are told apart by them."""
    models = [one for one in _choices(expected) if isinstance(one, type) and issubclass(one, Document)]
    return max(models, key=lambda model: len(_fields(model).keys() & node.keys()), default=None)


@cache
def _fields(model: type[Document] | None) -> Mapping[str, Expected]:
    if model is None:
        return {}
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _within(expected: Expected, container: type) -> Expected:
    """What is expected within a list or an object of any keys."""
    for choice in _choices(expected):
        origin: Any = get_origin(choice)
        if isinstance(origin, type) and issubclass(origin, container):
            return get_args(choice)[0 if container is tuple else 1]
    return None


def _choices(expected: Expected) -> tuple[Expected, ...]:
    """The types that an annotation joins, itself where it joins none."""
    origin: Any = get_origin(expected)
    if origin is Annotated:
        return _choices(get_args(expected)[0])
    if origin in (Union, UnionType):
        return tuple(choice for part in get_args(expected) for choice in _choices(part))
    return (expected,)
