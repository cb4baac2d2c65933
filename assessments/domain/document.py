# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What all documents of the engine are made of: frozen models, numbers as written, days (ENGINE.md, section 2).

0.1 is one tenth: numbers are exact decimals with at most four places, never binary floats.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from assessments.domain.faults import EMPTY, KEY_PATTERN, LANGUAGE_PATTERN, LONGEST_KEY, gettext_noop

MOST_PLACES = 4
MOST_DIGITS = 12


Item = TypeVar("Item")


class Document(BaseModel):
    """A part of an edition or of answers; in canonical JSON what was left out stays out, but for `filled` fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    filled: ClassVar[frozenset[str]] = frozenset()


class Outcome(BaseModel):
    """A part of what the engine returns; in canonical JSON all of it is written, null where there is nothing to say."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def exact_number(value: object) -> Decimal:
    """The number as written; a float is taken for the shortest decimal that reads as it. Refuses all else."""
    if isinstance(value, int | Decimal | float) and not isinstance(value, bool):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if number.is_finite() and number.adjusted() < MOST_DIGITS and number == round(number, MOST_PLACES):
            return number
    raise PydanticCustomError("number", gettext_noop("must be a number with at most four places"))


def whole_number(value: object) -> int:
    """The whole number; 3.0 is 3. Refuses all else, true and false among it."""
    try:
        number = exact_number(value)
    except PydanticCustomError:
        number = Decimal("0.5")
    if number != number.to_integral_value():
        raise PydanticCustomError("whole", gettext_noop("must be a whole number"))
    return int(number)


def practice_value(value: object) -> int | str:
    """An answer to a practice: 0 to 4, or "na"."""
    if value == "na":
        return "na"
    try:
        number = whole_number(value)
    except PydanticCustomError:
        number = -1
    if not 0 <= number <= 4:
        raise PydanticCustomError("value", gettext_noop('must be 0, 1, 2, 3, 4 or "na"'))
    return number


def calendar_day(value: object) -> date:
    """A day written as 2026-11-22."""
    if type(value) is date:
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", gettext_noop("must be a day such as 2026-11-22"))


def not_empty(values: tuple[Item, ...]) -> tuple[Item, ...]:
    """Refuses an empty list; one whose items are refused is not called empty besides."""
    if not values:
        raise PydanticCustomError("empty", EMPTY)
    return values


def known_in_first_language(text: Mapping[str, str], info: ValidationInfo) -> Mapping[str, str]:
    """Refuses a text that lacks the pack's first language."""
    language = (info.context or {}).get("language")
    if language is not None and language not in text:
        raise PydanticCustomError("text", "must have a text in {language}", {"language": language})
    return text


Perspective: TypeAlias = Literal["management", "ospo", "employee", "business_unit"]
Cadence: TypeAlias = Literal["never", "once", "yearly", "half-yearly", "quarterly", "monthly", "weekly", "continuous"]
Degree: TypeAlias = Literal["not_us", "somewhat", "us"]
Value: TypeAlias = int | Literal["na"] | None

CADENCES: tuple[Cadence, ...] = get_args(Cadence)
CADENCE_RANK: Mapping[Cadence, int] = {cadence: rank for rank, cadence in enumerate(CADENCES)}

NotEmpty = AfterValidator(not_empty)
Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=LONGEST_KEY)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
Text = Annotated[Mapping[Language, str], AfterValidator(known_in_first_language)]
Day = Annotated[date, BeforeValidator(calendar_day)]
Number = Annotated[Decimal, BeforeValidator(exact_number)]
Whole = Annotated[int, BeforeValidator(whole_number)]
ZeroToFour = Annotated[Whole, Field(ge=0, le=4)]
OneToFour = Annotated[Whole, Field(ge=1, le=4)]
AnswerValue = Annotated[int | Literal["na"], BeforeValidator(practice_value)]
