# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Files that nobody means well with: more than 300 in each format, the same in every run.

`size` is how many bytes the large ones have, roughly; small ones show in a moment whether each is told what is wrong.
"""

import gzip
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from assessments.imports.writing import as_json, as_yaml
from tests.assessments.domain.cases import conformance

MUTATIONS = 140
# What a draft may hold until somebody mends it: rules that are too large, and what is not written yet.
OF_DRAFTS = re.compile(r"nothing as text|many anchors|an empty rule|a wide rule.*|a rule of .*")
WRITERS: dict[str, Callable[[object], str]] = {"yaml": as_yaml, "json": as_json}


@dataclass(frozen=True)
class Hostile:
    """A file; `may_pass` where chance may have left it in order."""

    label: str
    name: str
    data: bytes
    may_pass: bool = False

    @property
    def may_be_draft(self) -> bool:
        """Whether it may pass where a draft is read."""
        return self.may_pass or bool(OF_DRAFTS.fullmatch(self.label))

    def __str__(self) -> str:
        return f"{self.name}: {self.label}"


def hostile_files(kind: str, *, size: int, accidents: int = MUTATIONS) -> list[Hostile]:
    """All of one format, yaml or json, with so many mutations."""
    name = f"pack.{kind}"
    texts = [*_contents(kind, size), *(_yaml(size) if kind == "yaml" else _json(size))]
    found = [Hostile(label, name, text.encode("utf-8", "surrogatepass")) for label, text in texts]
    found += [Hostile(label, name, data) for label, data in _bytes(kind, size)]
    found += [Hostile(label, name, data, may_pass=True) for label, data in _broken(kind)]
    return [*found, *mutations(kind, accidents)]


def mutations(kind: str, most: int = MUTATIONS) -> list[Hostile]:
    """An edition after accidents, some of which have done no harm."""
    return [Hostile(f"mutation {seed}", f"pack.{kind}", _mutated(kind, seed), may_pass=True) for seed in range(most)]


@cache
def _edition() -> Any:
    return conformance("edition.json")


def _bytes(kind: str, size: int) -> Iterator[tuple[str, bytes]]:
    """What is no text in UTF-8, and what is no document."""
    text = WRITERS[kind](_edition())
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"):
        yield encoding, text.replace("a", "ア").encode(encoding)
    for encoding in ("latin-1", "shift_jis", "euc_jp"):
        yield encoding, text.encode(encoding, "ignore") + "é日本".encode(encoding, "ignore")
    for broken in (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe3\x81", b"\xf8\x88\x80\x80\x80"):
        yield f"bad UTF-8 {broken!r}", text.replace("levels", "le", 1).encode() + broken
    for code in (*range(9), 11, 12, *range(14, 20), 27, 127):
        middle = text.index("title") + 1
        yield f"control character {code}", (text[:middle] + chr(code) + text[middle:]).encode()
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(f"pack.{kind}", b" " * size)
    yield "zip", archive.getvalue()
    yield "gzip", gzip.compress(text.encode(), mtime=0)
    yield "picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    yield "nothing", b""
    yield "a byte order mark", b"\xef\xbb\xbf"
    yield "two byte order marks", b"\xef\xbb\xbf" * 2 + text.encode()
    for sign in " \n\r\t\0{['\"-:?#%\\\x7f":
        yield f"nothing but {sign!r}", sign.encode() * size
    dice = random.Random(1)  # noqa: S311 nobody is to be kept from guessing it
    for number in range(8):
        yield f"noise {number}", dice.randbytes(min(size, 10_000))


def _broken(kind: str) -> Iterator[tuple[str, bytes]]:
    """The edition cut off, and with pieces of its text lost, doubled or out of place."""
    data = WRITERS[kind](_edition()).encode()
    dice = random.Random(2)  # noqa: S311 as above
    for _ in range(20):
        end = dice.randrange(1, len(data) - 2)
        yield f"cut off at {end}", data[:end]
    for _ in range(20):
        start, length, to = dice.randrange(len(data)), dice.randrange(1, 200), dice.randrange(len(data))
        lost = data[:start] + data[start + length :]
        yield f"{length} bytes lost at {start}", lost
        yield f"{length} bytes of {start} at {to} too", data[:to] + data[start : start + length] + data[to:]


def _contents(kind: str, size: int) -> Iterator[tuple[str, str]]:
    """Documents that can be read in either format, and are no editions."""
    write = WRITERS[kind]
    for node in (None, True, 0, "text", "", [], {}, [[]], {"a": 1}, [_edition()], {"edition": _edition()}):
        yield f"no edition: {str(node)[:20]}", write(node)
    for label, change in CHANGES.items():
        document = deepcopy(_edition())
        change(document, size)
        yield label, write(document)


def _set(*path: str | int) -> Callable[[Callable[[int], Any]], Callable[[Any, int], None]]:
    def with_value(value: Callable[[int], Any]) -> Callable[[Any, int], None]:
        def change(document: Any, size: int) -> None:
            node = document
            for step in path[:-1]:
                node = node[step]
            node[path[-1]] = value(size)

        return change

    return with_value


def _nested(rule: Any, word: str, depth: int) -> Any:
    for _ in range(depth):
        rule = {word: rule if word == "not" else [rule]}
    return rule


FACED = {"faced": "nowhere"}
RULE = _set("recommendations", 0, "when")
CHANGES: dict[str, Callable[[Any, int], None]] = {
    "a number as text": _set("edition")(lambda size: 1),
    "a truth value as text": _set("licence")(lambda size: True),
    "nothing as text": _set("title")(lambda size: {"en": None}),
    "nothing in a list": _set("levels", 0)(lambda size: None),
    "many unknown fields": lambda document, size: document.update({f"k{n}": n for n in range(size // 12)}),
    "many empty practices": _set("practices")(lambda size: [{} for _ in range(size // 5)]),
    "many numbers for practices": _set("practices")(lambda size: list(range(size // 8))),
    "many levels of one key": _set("levels")(lambda size: [{"key": "a"}] * (size // 20)),
    "many languages": _set("languages")(lambda size: ["en"] * (size // 8)),
    "a giant text": _set("title")(lambda size: {"en": 5, "ja": "x" * size}),
    "a giant key": _set("k" * 2000)(lambda size: {f"{'x' * 40}{n}": {} for n in range(size // 60)}),
    "a giant key with many children": lambda document, size: document["profiles"][0].update(
        targets={"k" * (size // 2) + ".a[0]": 9, **{f"p{n}": 9 for n in range(size // 20)}}
    ),
    "keys that look like places": _set("practices[0].anchors")(lambda size: {".": {"[0]": {"": {}}}}),
    "many anchors": _set("practices", 0, "anchors")(lambda size: [{"en": ""}] * (size // 12)),
    "many signs": _set("situations", 0, "signals")(lambda size: [{"key": "a", "text": {"en": ""}}] * (size // 40)),
    "many answers of a sample": _set("samples")(
        lambda size: [{"key": "s", "name": {"en": ""}, "answers": {"on": "x", "done": ["a"] * (size // 8)}}]
    ),
    "renamed in a circle": _set("renames")(lambda size: {"practices": {"a": "b", "b": "a"}}),
    "many renames": _set("renames")(lambda size: {"facts": {f"k{n}": "b" for n in range(size // 16)}}),
    "a key of capitals": _set("levels", 0, "key")(lambda size: "A" * (size // 2)),
    "a key that backtracks": _set("levels", 0, "key")(lambda size: "a-" * (size // 4)),
    "a language that backtracks": _set("title")(lambda size: {"en": "x", "en" + "-ab" * (size // 4) + "-": "x"}),
    "an address that is none": _set("resources", 0, "url")(lambda size: "javascript:alert(1)"),
    "an address with spaces": _set("resources", 0, "url")(lambda size: "https://" + "a" * (size // 2) + " "),
    "a weight of nothing": _set("practices", 0, "weight")(lambda size: 0),
    "a weight of too many places": _set("practices", 0, "weight")(lambda size: 0.00001),
    "a weight of too many digits": _set("practices", 0, "weight")(lambda size: 10**90),
    "days that are none": _set("recommendations", 0, "review_by")(lambda size: "2026-02-30"),
    "a wide rule": RULE(lambda size: {"all": [FACED] * (size // 30)}),
    "a wide rule of wide rules": RULE(lambda size: {"all": [{"any": [FACED] * 10}] * (size // 300)}),
    "an empty rule": RULE(lambda size: {"all": []}),
    "a rule of nothing": RULE(lambda size: {}),
    "a rule of all words": RULE(lambda size: {"all": [], "any": [], "not": {}, "faced": "x", "practice": "y"}),
    "a rule that is a list": RULE(lambda size: [[]]),
    "a rule that is a number": RULE(lambda size: 3),
    "a rule of 2,048 conjunctions": RULE(lambda size: {"all": [{"any": [FACED, FACED]}] * 11}),
    "a rule of a million conjunctions": RULE(lambda size: {"all": [{"any": [FACED, FACED]}] * 20}),
}
for word in ("all", "any", "not"):
    for depth in (1, 7, 25):
        CHANGES[f"a rule of {word} {depth} deep"] = RULE(
            lambda size, word=word, depth=depth: _nested(FACED, word, depth)
        )
for threshold in (0, 2, -1, "1", [], True):
    CHANGES[f"a threshold of {threshold!r}"] = _set("settings")(lambda size, one=threshold: {"faced_at": one})


def _mutated(kind: str, seed: int) -> bytes:
    """The edition after some accidents."""
    dice = random.Random(seed)  # noqa: S311 as above
    document = deepcopy(_edition())
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        dice.choice((_lose, _swap, _double, _move))(document, dice)
    return WRITERS[kind](document).encode()


def _somewhere(document: Any, dice: random.Random) -> tuple[Any, Any]:
    """A list or an object that is not empty, and a step into it."""
    node = document
    while True:
        step = dice.choice(sorted(node) if isinstance(node, dict) else range(len(node)))
        if not isinstance(node[step], dict | list) or not node[step] or dice.random() < 0.2:
            return node, step
        node = node[step]


def _lose(document: Any, dice: random.Random) -> None:
    node, step = _somewhere(document, dice)
    if node is not document:
        del node[step]


def _swap(document: Any, dice: random.Random) -> None:
    node, step = _somewhere(document, dice)
    others = [None, True, 0, -1, 5, 0.5, 10**13, "", "x", "no such", "2026-11-22", [], {}, [[]], {"en": 1}, ["en"] * 6]
    node[step] = deepcopy(dice.choice([*others, _nested(FACED, "not", 9), {"__class__": "x"}]))


def _double(document: Any, dice: random.Random) -> None:
    node, step = _somewhere(document, dice)
    if isinstance(node, list):
        node.insert(dice.randrange(len(node)), deepcopy(node[step]))
    else:
        node[f"{step}-2"] = deepcopy(node[step])


def _move(document: Any, dice: random.Random) -> None:
    (node, step), (other, place) = _somewhere(document, dice), _somewhere(document, dice)
    node[step] = deepcopy(other[place])


NO_NUMBERS_OF_JSON = "NaN Infinity -Infinity - +1 01 1. .5 1e 0x1F 1_000 undefined True"
READ_DIFFERENTLY = "010 0o17 0x1F 0b1 1_000 1:30 1e3 -.5 .inf -.inf .nan 08 190:20:30 1e999999999"
NO_JSON = [
    *["// a\n{}", "/* a */ {}", "{} # a", "{'a': 1}", "{a: 1}", '{"a": 1,}', "[1,]", "[,]", '{"a"}', '{"a":}', "{}{}"],
    *['"open', '{"a": "open', '["a" "b"]', '{"a": 1 "b": 2}', "]", "}", "[}", "{]", "nul", "tru", "--1", "a: 1"],
]
NO_YAML = [
    *[
        "a: b: c",
        "a: 'open",
        'a: "open',
        "a: [1",
        "a: {b",
        "a:\n\t- b",
        "- a\nb: c",
        "a: - b",
        "a: |x\n b",
        "a: @b",
        "a: `b",
    ],
    *[
        "a: %b",
        "a: }",
        "a: ]",
        "a: ,",
        "[a]: b",
        "{a: b}: c",
        "? {a: b}\n: c",
        "a: 1\n a: 2",
        "a: 1\na: 2",
        "  a: 1\n b: 2",
    ],
]


def _json(size: int) -> Iterator[tuple[str, str]]:
    for depth in (33, 1000, size):
        yield f"lists {depth} deep, open", "[" * depth
        yield f"objects {depth} deep, open", '{"a":' * min(depth, size // 5)
        yield f"lists {depth} deep", "[" * (depth // 2) + "]" * (depth // 2)
    for word in NO_NUMBERS_OF_JSON.split():
        yield f"no number: {word}", f'{{"a": {word}}}'
    for number in ("9" * (size // 2), "-" + "9" * 5000, "1e999999999", "1" + "0" * 5000 + "e-5000", "0." + "1" * size):
        yield f"a number of {len(number)} signs", f'{{"a": {number}}}'
    for text in ("\\ud800", "\\udc00", "\\ud800\\ud800", "\\u0000", "\\x41", "\\u12", "\\", "a\nb", "\t", "\ud800"):
        yield f"no text: {text!r}", f'{{"a": "{text}"}}'
    yield "a key twice", '{"a": 1,\n"a": 2}'
    yield "a key twice, once in disguise", '{"a": 1, "\\u0061": 2}'
    yield "a key twice among many", "{" + ",".join(f'"k{n}":1' for n in range(size // 10)) + ',"k0":1}'
    yield "many long keys", "{" + ",".join(f'"{"k" * 200}{n}":1' for n in range(size // 210)) + "}"
    for text in NO_JSON:
        yield f"no JSON: {text}", text
    yield "many empty lists", "[" + "[]," * (size // 3) + "[]]"
    yield "many empty objects", "[" + "{}," * (size // 3) + "{}]"
    yield "many numbers", "[" + "1," * (size // 2) + "1]"
    yield "much space", "[1," + " " * size + "]"
    yield "many lines", "[1," + "\n" * size + "x]"
    yield "a giant open text", '{"a": "' + "x" * size
    yield "many escapes", '{"a": "' + "\\n" * (size // 2)
    yield "many quotes", '["",' * (size // 4)


def _yaml(size: int) -> Iterator[tuple[str, str]]:
    laughs = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
    yield "a billion laughs", f"a0: &a0 [ha]\n{laughs}\n"
    for text in ("&a [1]", "*a", "&a {b: *a}", "[&a x, *a]", "{? *a : 1}", "&a", "{<<: {a: 1}}", "{<<: [{a: 1}]}"):
        yield f"no alias: {text}", f"a: {text}\n"
    tags = "!!python/object/apply:os.system !!python/name:os.system !!python/object:os.x !!binary !!set !!omap !!float"
    for tag in (*tags.split(), "!!str", "!!int", "!!null", "!!merge", "!own", "!", "!<tag:yaml.org,2002:str>", "!e!x"):
        yield f"the tag {tag}", f"a: {tag} [ls]\n"
        yield f"the tag {tag} of a text", f"a: {tag} 'x'\n"
    for start in ("%YAML 1.1", "%YAML 9.9", "%TAG ! tag:x,2000:", "%X"):
        yield f"the directive {start}", f"{start}\n---\na: 1\n"
    for text in (
        "a: 1\n---\nb: 2\n",
        "a: 1\n...\nb: 2\n",
        "---\n---\n",
        "--- a\n--- b\n",
        "a: 1\n---\n" * (size // 12),
    ):
        yield f"several documents: {text[:20]!r}", text
    for word in READ_DIFFERENTLY.split():
        yield f"read differently: {word}", f"pack: p\nedition: {word}\n"
    for number in ("9" * (size // 2), "-" + "9" * 5000, "1." + "1" * size, "1_" * (size // 2), "1:1" * (size // 3)):
        yield f"a number of {len(number)} signs", f"a: {number}\n"
    for depth in (33, 1000, size):
        yield f"lists {depth} deep, open", "[" * depth
        yield f"objects {depth} deep, open", "{a: " * (depth // 4)
        yield f"lists {depth} deep in a line", "- " * (depth // 2) + "x"
        yield f"keys {depth} deep", "? " * (depth // 2) + "x"
    yield "objects deep in blocks", "\n".join(" " * n + "a:" for n in range(int((size * 2) ** 0.5)))
    for text in NO_YAML:
        yield f"no YAML: {text!r}", text + "\n"
    for text in (
        '"\\ud800"',
        '"\\0"',
        '"\\x"',
        '"\\q"',
        '"\\U00110000"',
        '"\\UFFFFFFFF"',
        '"a\u2028b"',
        "a\x85b",
        "a\u2029b",
    ):
        yield f"no text: {text!r}", f"a: {text}\n"
    yield "many keys", "".join(f"k{n}: 1\n" for n in range(size // 12)) + "k0: 1\n"
    yield "many items", "- 1\n" * (size // 4)
    yield "many empty lists", "[" + "[]," * (size // 3) + "[]]"
    yield "many numbers", "[" + "1," * (size // 2) + "1]"
    yield "many pairs in a line", "[" + "a: b," * (size // 5) + "a: b]"
    yield "many keys without values", "{" + "".join(f"k{n}," for n in range(size // 8)) + "}"
    yield "many comments", "# x\n" * (size // 4) + "a: 1\n"
    yield "a long comment", "a: 1 #" + "x" * size
    yield "a text of many lines", "a: x\n" + "  x\n" * (size // 4) + "a: 1\n"
    yield "a quoted text of many lines", 'a: "x\n' + "  x\n" * (size // 4) + '"\na: 1\n'
    yield "a block of many lines", "a: |\n" + "  x\n" * (size // 4) + "a: 1\n"
    yield "a block of empty lines", "a: |+\n" + "\n" * size + "a: 1\n"
    yield "a folded block", "a: >\n" + "  x\n\n" * (size // 5) + "a: 1\n"
    yield "many escapes", 'a: "' + "\\x41" * (size // 4) + '"\na: 1\n'
    yield "many quotes", "a: '" + "''" * (size // 2) + "'\na: 1\n"
    yield "a key that is too long", "k" * 2000 + ": 1\n"
    yield "a giant open text", "a: '" + "x" * size
    yield "much space", "a: 1" + " " * size + "b: 2"
    yield "question marks", "?\n" * (size // 2)
    yield "colons", "a: :" * (size // 4)
    yield "dashes", "-\n" * (size // 2)
