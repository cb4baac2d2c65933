# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the buttons of a rule's form do to its tree. A step that leads nowhere changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from assessments.forms.studio.condition import Condition
from assessments.forms.studio.rule_tree import Group, Node, Way, part_at

Parts: TypeAlias = tuple[Node, ...]


class Stepped(NamedTuple):
    """The tree after a step, and the control where whoever pressed the button goes on; "" where nothing changed."""

    root: Node | None
    way: Way = ()
    control: str = ""


def stepped(root: Node | None, step: str, way: Way) -> Stepped:
    """The tree after a step at the part to which a way leads: add, group, remove, up, down, wrap, unwrap."""
    if root is None:
        added = _new(step)
        return Stepped(Group("all", (added,)), _first(added, (0,)), "subject") if added else Stepped(None)
    node = part_at(root, way)
    if node is None:
        return Stepped(root)
    if added := _new(step, node):
        return _added(root, way, node, added)
    if step == "remove":
        return _removed(root, way)
    if step == "wrap":
        return Stepped(_replaced(root, way, (Group(_other_word(node), (node,)),)), way, "word")
    if step == "unwrap" and isinstance(node, Group) and node.parts and way:
        return _focused(_replaced(root, way, node.parts), way)
    if step in ("up", "down") and way:
        return _moved(root, way, node, step)
    return Stepped(root)


def _new(step: str, beside: Node | None = None) -> Node | None:
    """What a step adds: a condition, or a group with one."""
    if step == "group":
        return Group(_other_word(beside), (Condition(),)) if beside else Group("any", (Condition(),))
    return Condition() if step == "add" else None


def _other_word(node: Node | None) -> str:
    """The word that makes a difference beside, or around, another."""
    return "all" if isinstance(node, Group) and node.word == "any" else "any"


def _first(node: Node, way: Way) -> Way:
    return (*way, 0) if isinstance(node, Group) else way


def _added(root: Node, way: Way, node: Node, added: Node) -> Stepped:
    """With something more at the end of a group; a single condition becomes a group first."""
    group = node if isinstance(node, Group) else Group("all", (node,))
    grown = replace(group, parts=(*group.parts, added))
    return Stepped(_replaced(root, way, (grown,)), _first(added, (*way, len(group.parts))), "subject")


def _removed(root: Node, way: Way) -> Stepped:
    """Without a part, and without the groups that are empty then."""
    without = _replaced(root, way, ())
    if without is None:
        return Stepped(None, (), "add")
    while way:
        *above, index = way
        for near in (index, index - 1):
            if near >= 0 and part_at(without, (*above, near)) is not None:
                return _focused(without, (*above, near))
        way = tuple(above)
    return _focused(without, ())


def _moved(root: Node, way: Way, node: Node, step: str) -> Stepped:
    """One place up or down, into the group that stands there, or out of the one that ends there."""
    *above, index = way
    beside = index + (1 if step == "down" else -1)
    near = part_at(root, (*above, beside)) if beside >= 0 else None
    if near is None:
        return _moved_out(root, way, node, step) if above else Stepped(root)
    if isinstance(near, Group) and isinstance(node, Condition) and near.word != "not":
        grown = replace(near, parts=(node, *near.parts) if step == "down" else (*near.parts, node))
        first, place = min(index, beside), 0 if step == "down" else len(near.parts)
        return Stepped(_edited(root, tuple(above), _spliced(first, 2, (grown,))), (*above, first, place), step)
    pair = (near, node) if step == "down" else (node, near)
    return Stepped(_edited(root, tuple(above), _spliced(min(index, beside), 2, pair)), (*above, beside), step)


def _moved_out(root: Node, way: Way, node: Node, step: str) -> Stepped:
    *above, parent, index = way
    group = part_at(root, (*above, parent))
    parts = group.parts if isinstance(group, Group) else ()
    left = parts[:index] + parts[index + 1 :]
    rest: Parts = (replace(group, parts=left),) if isinstance(group, Group) and left else ()
    placed = (*rest, node) if step == "down" else (node, *rest)
    place = parent + (len(rest) if step == "down" else 0)
    return Stepped(_edited(root, tuple(above), _spliced(parent, 1, placed)), (*above, place), step)


def _focused(root: Node | None, way: Way) -> Stepped:
    node = part_at(root, way)
    return Stepped(root, way, "word" if isinstance(node, Group) else "subject")


def _replaced(root: Node, way: Way, by: Parts) -> Node | None:
    """With other parts in the place of one; a group that is left without parts goes, too."""
    if not way:
        return by[0] if by else None
    *above, index = way
    parent = part_at(root, tuple(above))
    if not by and isinstance(parent, Group) and len(parent.parts) == 1:
        return _replaced(root, tuple(above), ())
    return _edited(root, tuple(above), _spliced(index, 1, by))


def _spliced(index: int, count: int, by: Parts) -> Callable[[Parts], Parts]:
    return lambda parts: parts[:index] + by + parts[index + count :]


def _edited(node: Node, way: Way, edit: Callable[[Parts], Parts]) -> Node:
    """With the parts of the group at the end of a way edited."""
    if not isinstance(node, Group):
        return node
    if not way:
        return replace(node, parts=edit(node.parts))
    index, *rest = way
    return replace(node, parts=_spliced(index, 1, (_edited(node.parts[index], tuple(rest), edit),))(node.parts))
