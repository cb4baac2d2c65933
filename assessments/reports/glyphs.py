# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Which characters a font draws, read out of its file."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import unpack_from


@cache
def characters_of(font: Path) -> frozenset[int]:
    """The code points that a TrueType font has glyphs for."""
    data = font.read_bytes()
    (tables,) = unpack_from(">H", data, 4)
    places = {data[at : at + 4]: unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)}
    start = places[b"cmap"]
    (count,) = unpack_from(">H", data, start + 2)
    maps = {start + unpack_from(">I", data, at + 4)[0] for at in range(start + 4, start + 4 + 8 * count, 8)}
    return frozenset(point for at in maps for point in _points(data, at))


def _points(data: bytes, at: int) -> Iterator[int]:
    """Those of one map: formats 4 and 12, which all fonts of today have."""
    (kind,) = unpack_from(">H", data, at)
    if kind == 12:
        for group in range(unpack_from(">I", data, at + 12)[0]):
            first, last, _glyph = unpack_from(">III", data, at + 16 + 12 * group)
            yield from range(first, last + 1)
    elif kind == 4:
        half = unpack_from(">H", data, at + 6)[0] // 2
        lasts = unpack_from(f">{half}H", data, at + 14)
        firsts = unpack_from(f">{half}H", data, at + 16 + 2 * half)
        for first, last in zip(firsts, lasts, strict=True):
            yield from range(first, min(last + 1, 0xFFFF))  # the last one only ends the list
