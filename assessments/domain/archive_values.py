# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Single values of an archive: texts that passed the gate once, times in UTC, what history keeps as JSON."""

import re
import unicodedata
import zoneinfo
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictStr, StringConstraints
from pydantic_core import PydanticCustomError

from assessments.domain.document import Day, Language, Whole
from assessments.domain.faults import LONGEST_VERSION, VERSION_PATTERN, gettext_noop

LARGEST = 2**31 - 1
DEEPEST = 12
LONGEST_TEXT = 100_000
# Years with which every page can reckon, in every time zone and however far ahead a day looks.
FIRST_YEAR, LAST_YEAR = 1900, 2999
PERSON = gettext_noop("must be somebody of the archive, such as person-1")
# What the gate for texts lets through to no row: control characters but tab and line break.
UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?\+00:00")


def moment(value: object) -> datetime:
    """A time in UTC as `datetime.isoformat` writes it."""
    if isinstance(value, str) and MOMENT.fullmatch(value):
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            if at.utcoffset() == timedelta() and FIRST_YEAR <= at.year <= LAST_YEAR:
                return at
    raise PydanticCustomError("moment", gettext_noop("must be a time in UTC such as 2026-11-22T09:30:00+00:00"))


def written_as(pattern: str, words: str) -> AfterValidator:
    """Refuses, in these words, a text that is not written so."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise PydanticCustomError("written", words)
        return text

    return AfterValidator(check)


def day_of_our_time(day: date) -> date:
    """A day from 1900 to 2999."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PydanticCustomError("day", gettext_noop("must be a day such as 2026-11-22"))
    return day


def one_line(text: str) -> str:
    """A text without line breaks."""
    if "\n" in text or "\t" in text:
        raise PydanticCustomError("unclean", gettext_noop("holds characters that no text of an archive holds"))
    return text


def stored(text: str) -> str:
    """A text that the gate for texts has let through once."""
    if UNCLEAN.search(text) or not unicodedata.is_normalized("NFC", text):
        raise PydanticCustomError("unclean", gettext_noop("holds characters that no text of an archive holds"))
    return text


def web_address(text: str) -> str:
    """An address that a link may lead to, or nothing."""
    if text and not re.match("https?://", text):
        raise PydanticCustomError("address", gettext_noop("must be an address that begins with https:// or http://"))
    return text


def known_zone(name: str) -> str:
    """A time zone's name."""
    if name not in known_zones():
        raise PydanticCustomError("zone", gettext_noop("must be a time zone such as Asia/Tokyo"))
    return name


@cache
def known_zones() -> frozenset[str]:
    """The names of all time zones, read from files the first time."""
    return frozenset(zoneinfo.available_timezones())


def json_value(value: object, depth: int = 0) -> Any:
    """What history and audit trail keep: texts, numbers, lists and objects, as a database's JSON holds them."""
    if depth > DEEPEST:
        raise PydanticCustomError("deep", gettext_noop("nests too deep"))
    if isinstance(value, Mapping):
        return {stored(str(key)): json_value(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [json_value(inner, depth + 1) for inner in value]
    if isinstance(value, str):
        return stored(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) < 2**53:
        return value
    if isinstance(value, Decimal | float) and abs(float(value)) < 2**53:
        return float(value)
    raise PydanticCustomError("number", gettext_noop("must be a number with at most four places"))


Text = Annotated[StrictStr, Field(max_length=LONGEST_TEXT), AfterValidator(stored)]
Name = Annotated[StrictStr, Field(max_length=120), AfterValidator(stored), AfterValidator(one_line)]
Line = Annotated[StrictStr, Field(max_length=500), AfterValidator(stored)]
Address = Annotated[StrictStr, Field(max_length=1000), AfterValidator(stored), AfterValidator(web_address)]
Short = Annotated[StrictStr, Field(max_length=80), AfterValidator(stored)]
RowKey = Annotated[StrictStr, Field(max_length=161), AfterValidator(stored)]
What = Annotated[StrictStr, Field(max_length=40), AfterValidator(stored)]
Person = Annotated[StrictStr, written_as("person-[1-9][0-9]{0,8}", PERSON)]
Sum = Annotated[StrictStr, written_as("[0-9a-f]{64}", gettext_noop("must be a SHA-256 checksum"))]
Period = Annotated[
    StrictStr, written_as("(19|2[0-9])[0-9]{2}-Q[1-4]", gettext_noop("must be a quarter such as 2026-Q4"))
]
Version = Annotated[StrictStr, StringConstraints(pattern=VERSION_PATTERN, max_length=LONGEST_VERSION)]
ShortLanguage = Annotated[Language, Field(max_length=5)]
Count = Annotated[Whole, Field(ge=0, le=LARGEST)]
Number = Annotated[Whole, Field(ge=1, le=LARGEST)]
Moment = Annotated[datetime, BeforeValidator(moment)]
NearDay = Annotated[Day, AfterValidator(day_of_our_time)]
Anything = Annotated[Any, BeforeValidator(json_value)]
Uuid = Annotated[
    StrictStr, written_as("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", gettext_noop("must be a UUID in small letters"))
]
OrganizationKind = Literal["group", "company", "unit", "department"]
