# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The rows of one organization out of an archive, in the transaction of services.restoring."""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import Event, Organization, User
from assessments.domain.answers import parse_answers
from assessments.domain.archive import BY, NUMBERS_BY_KEY, WHO
from assessments.domain.result import evaluate
from assessments.models import (
    Annotation,
    Answer,
    Assessment,
    Change,
    Edition,
    Evidence,
    OrganizationProfile,
    PlanChange,
    PlanItem,
    Report,
    Response,
    Result,
    Round,
)
from assessments.models.answer import UNKNOWN, Kind
from assessments.queries.edition import edition_of
from assessments.services.submitting import add_flat_rows

Line = Mapping[str, Any]
MOMENTS = frozenset({"at", "answered_at", "added_at", "opened_at", "submitted_at", "edited_at", "published_at"}) | {
    "finished_at",
    "reminded_at",
    "helped_at",
    "changed_at",
    "made_at",
}


@dataclass(frozen=True)
class Copy:
    """What the rows of an archive point to: editions by pack and number, people by the archive's names."""

    editions: Mapping[tuple[str, str], Edition]
    people: Mapping[str, User]

    def fields(self, line: Line) -> dict[str, Any]:
        """A line's values as a row has them."""
        found: dict[str, Any] = {}
        for name, value in line.items():
            if name in BY:
                found[name] = self.people[value] if value else None
            elif name in MOMENTS:
                found[name] = datetime.fromisoformat(value) if value else None
            else:
                found[name] = self.within(value) if name in ("before", "after") else value
        return found

    def within(self, value: Any) -> Any:
        """A value of history, in which people go by their accounts again."""
        if isinstance(value, Mapping):
            return {key: self._said(key, inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.within(inner) for inner in value]
        return float(value) if isinstance(value, Decimal) else value

    def _said(self, key: str, value: Any) -> Any:
        if key in NUMBERS_BY_KEY:
            return {name: int(number) for name, number in value.items()}
        return self._person(value) if key in WHO else self.within(value)

    def _person(self, name: Any) -> Any:
        return self.people[name].pk if isinstance(name, str) and name in self.people else self.within(name)


def restore_rows(organization: Organization, told: Line, copy: Copy) -> None:
    """Write all that an archive tells of an organization, which has been made."""
    models: list[tuple[Any, str]]
    models = [(OrganizationProfile, "profiles"), (Report, "reports"), (Round, "rounds"), (Event, "events")]
    models += [(Annotation, "annotations")]
    for model, name in models:
        rows = [model(organization=organization, **copy.fields(line)) for line in told[name]]
        model.objects.bulk_create(rows)
    _restore_plan(organization, told["plan"], copy)
    taken = ("number", "version", "previous", "supersedes", "answers", "evidence", "changes", "result")
    made: list[Assessment] = []
    for line in told["assessments"]:
        fields = copy.fields({name: value for name, value in line.items() if name not in taken})
        edition = copy.editions[line["pack"], line["version"]]
        made.append(Assessment(organization=organization, edition=edition, **fields))
    for line, row in zip(told["assessments"], made, strict=True):
        row.previous_id = made[line["previous"] - 1].pk if line["previous"] else None
        row.supersedes_id = made[line["supersedes"] - 1].pk if line["supersedes"] else None
    Assessment.objects.bulk_create(made)
    for line, row in zip(told["assessments"], made, strict=True):
        _restore_assessment(row, line, copy)


def _restore_plan(organization: Organization, told: Iterable[Line], copy: Copy) -> None:
    items, lines = [], []
    for line in told:
        fields = copy.fields({name: value for name, value in line.items() if name not in ("version", "changes")})
        fields["raises"] = {key: int(value) for key, value in line["raises"].items()}
        item = PlanItem(organization=organization, edition=copy.editions[line["pack"], line["version"]], **fields)
        items.append(item)
        lines += [PlanChange(organization=organization, item=item, **copy.fields(one)) for one in line["changes"]]
    PlanItem.objects.bulk_create(items)
    PlanChange.objects.bulk_create(lines)


def _restore_assessment(row: Assessment, told: Line, copy: Copy) -> None:
    whose = row.whose
    for model, name in ((Answer, "answers"), (Evidence, "evidence"), (Change, "changes")):
        model.objects.bulk_create(model(**whose, **copy.fields(line)) for line in told[name])
    if told["result"] is None:
        return
    edition = edition_of(row.edition)
    answers = json.loads(told["result"]["answers"], parse_float=Decimal)
    Result.objects.create(**whose, **told["result"])
    Response.objects.bulk_create(_responses(row, answers, told["submitted_at"]))
    add_flat_rows(row, evaluate(edition, parse_answers(edition, answers)))


def _responses(row: Assessment, answers: Line, at: str) -> Iterator[Response]:
    """Responses that give the frozen answers again, by respondents who never were: nobody's replies belong together."""
    asked = [(Kind.PRACTICE, key, one) for key, one in answers.get("practices", {}).items()]
    for situation, said in answers.get("situations", {}).items():
        signals = said.get("signals", {}).items()
        asked += [(Kind.SIGNAL, f"{situation}/{signal}", one) for signal, one in signals]
    for kind, key, one in asked:
        for number, response in enumerate(one.get("responses", [])):
            value = response.get("value")
            yield Response(
                **row.whose,
                kind=kind,
                key=key,
                perspective=response["perspective"],
                respondent=uuid.uuid5(row.pk, f"{response['perspective']} {number}"),
                value=UNKNOWN if value is None else str(value),
                revision=1,
                answered_at=datetime.fromisoformat(at),
            )
