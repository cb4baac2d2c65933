# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the progress page prints of the demo is what `manage.py compare` and `manage.py evaluate` print."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import time_machine as clock
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Organization, User
from assessments.domain.figures import whole_percent
from assessments.models import Assessment, Edition, Result
from assessments.queries.progress import standing_assessments
from assessments.queries.wording import period_words, points

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
PARTS = {
    "progress": "progress",
    "voices": "other people asked, or settled",
    "knowledge": "now known, or no longer",
    "scope": "newly or no longer applies",
    "content": "the questions changed",
}


class Tables(HTMLParser):
    """The tables of a page by their captions, each a list of rows of cells; and the items of its lists."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.items: list[str] = []
        self.caption, self.rows, self.into = "", [[""]], ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.caption, self.rows = "", []
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
        elif tag == "li":
            self.items.append("")
        self.into = tag if tag in ("caption", "td", "th", "table", "tr") else self.into

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.tables[" ".join(self.caption.split())] = [[" ".join(c.split()) for c in row] for row in self.rows]
            self.into = ""

    def handle_data(self, data: str) -> None:
        if self.into == "caption":
            self.caption += data
        elif self.into in ("td", "th") and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data
        elif self.items:
            self.items[-1] += data


def pairs(assessments: list[Assessment]) -> Iterator[tuple[Assessment, Assessment]]:
    """All neighbours, and the first with the last."""
    yield from pairwise(assessments)
    if len(assessments) > 2:
        yield assessments[0], assessments[-1]


def printed(command: str, *files: Path) -> Any:
    out = StringIO()
    call_command(command, *map(str, files), stdout=out)
    return json.loads(out.getvalue())


def files_of(assessment: Assessment, folder: Path) -> tuple[Path, Path]:
    """The frozen answers and their edition, as the commands take them."""
    edition, answers = folder / f"{assessment.pk}-edition.json", folder / f"{assessment.pk}.json"
    edition.write_text(Edition.objects.get(pk=assessment.edition_id).document)
    answers.write_text(Result.objects.of(assessment).get().answers)
    return edition, answers


def percent(figure: float | None) -> str:
    return "–" if figure is None else whole_percent(figure)


def change(figure: float | None) -> str:
    return "–" if figure is None else points(figure)


def value(found: int | str | None) -> str:
    return "?don’t know" if found is None else "n/a" if found == "na" else str(found)


def check_levels(page: Tables, compared: Any, before: str, after: str) -> None:
    """The table of levels, and each level's bars."""
    heads, *rows = page.tables["What is said, in per cent, and what its change is made of, in points"]
    assert heads[1:3] == [before, after]
    assert len(rows) == len(compared["levels"])
    for row, level in zip(rows, compared["levels"], strict=True):
        found = dict(zip(heads, row, strict=True))
        assert (found[before], found[after]) == (percent(level["from"]), percent(level["to"]))
        assert found["change"] == change(level["change"])
        assert {name: found[name] for name in PARTS.values()} == {
            name: change(level[part]) for part, name in PARTS.items()
        }
        bars = page.tables.get(f"{row[0]}, from the one figure to the other", [[]])[1:]
        if bars:
            assert (bars[0][2], bars[-1][2]) == (percent(level["from"]), percent(level["to"]))
        drawn = {name: words.removeprefix("together ") for name, _drawing, words in bars[1:-1] if words}
        wanted = {name: change(level[part]) for part, name in PARTS.items() if level[part]}
        assert {name: words for name, words in drawn.items() if words != "0" and name != "rounding"} == wanted


def check_answers(client: Client, url: str, compared: Any, results: tuple[Any, Any]) -> None:
    """The page with all answers side by side: as many rows as practices, and the values that moved."""
    (table,) = Tables(client.get(url).content.decode()).tables.values()
    rows = [row for row in table[1:] if len(row) > 1]
    asked = len(results[1]["practices"]) + len(compared["removed"])
    moved = [(row[1], row[2]) for row in rows if row[5]]
    assert len(rows) == asked
    assert moved == [(value(one["from"]), value(one["to"])) for one in compared["practices"]]
    assert sum(row[1] == "not asked" for row in rows) == len(compared["added"])


@pytest.fixture
def demo(db: None, settings: Settings) -> Iterator[None]:
    settings.DEMO = True
    with clock.travel(NOW, tick=False):
        call_command("make_demo")
        yield


def test_every_figure_of_the_demo_is_that_of_the_commands(demo: None, client: Client, tmp_path: Path) -> None:
    client.force_login(User.objects.get(email="viewer@aozora.example"))
    tried, notes = 0, list[str]()
    for organization in Organization.objects.all():
        standing = standing_assessments(organization)
        files = {one: files_of(one, tmp_path) for one in standing}
        results = {one: printed("evaluate", *files[one]) for one in standing}
        page = Tables(client.get(reverse("progress", args=[organization.pk])).content.decode())
        check_trends(page, standing, results)
        notes += [item for item in page.items if item.strip()[:1].isdigit() and "Note " in item]
        for before, after in pairs(standing):
            compared = printed("compare", *files[before], *files[after])
            query = f"?from={before.period}&to={after.period}"
            text = client.get(reverse("progress", args=[organization.pk]) + query).content.decode()
            page = Tables(text)
            check_levels(page, compared, period_words(before.period), period_words(after.period))
            at_target = compared["at_target"]
            assert f"{at_target['to']} of {results[after]['applicable']} practice" in text
            assert f"it was {at_target['from']}." in text
            if at_target["to_with_old_targets"] != at_target["to"]:
                assert f"it would be {at_target['to_with_old_targets']}." in text
            counts = [
                sum(item.strip().startswith(word) for item in page.items) for word in ("No longer needed:", "New:")
            ]
            assert counts == [len(compared["recommendations"][what]) for what in ("retired", "new")]
            url = reverse("progress_answers", args=[organization.pk]) + query
            check_answers(client, url, compared, (results[before], results[after]))
            tried += 1
    assert tried > 10
    assert any("OSPO formally established" in note for note in notes)


def check_trends(page: Tables, standing: list[Assessment], results: dict[Assessment, Any]) -> None:
    """The table below the trends: four figures a level and quarter."""
    if len(standing) < 2:
        return
    heads, *rows = page.tables["Shown, said, could be and aim in per cent, by period"]
    assert heads[1:] == [period_words(one.period) for one in standing]
    last = [level["key"] for level in results[standing[-1]]["levels"]]
    for key, row in zip(last, rows, strict=True):
        for one, cell in zip(standing, row[1:], strict=True):
            level = next((level for level in results[one]["levels"] if level["key"] == key), None)
            figures = [None if level is None else level[name] for name in ("shown", "said", "could_be", "aim")]
            assert cell == " ".join(map(percent, figures))
