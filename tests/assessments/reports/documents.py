# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A report with every kind of part, in both languages."""

from datetime import UTC, datetime

from assessments.reports.document import (
    Bullets,
    Document,
    Figures,
    Heading,
    Heat,
    LevelFigures,
    Notice,
    Paragraph,
    Part,
    Table,
    Trend,
    Trends,
)

MADE_AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
LEVELS = {
    "en": {
        "management": "Management",
        "ospo": "OSPO",
        "employees": "Employees",
        "business-units": "Business units",
    },
    "ja": {"management": "経営", "ospo": "OSPO", "employees": "従業員", "business-units": "事業部門"},
}
MARKDOWN = """A **bold** word, `code`, a [link](https://example.org/x) and

- one
- two
  1. inner

> quoted

```
plain code
```

---

<script>alert(1)</script> # no heading"""


def document(*parts: Part, language: str = "en", title: str = "OSS quarterly report") -> Document:
    return Document(
        title=title,
        language=language,
        unit="北山グループ" if language == "ja" else "Kitayama Group",
        period="2026 Q4",
        edition="ospo-journey 1.0.0",
        made_at=MADE_AT,
        parts=parts,
    )


def sections(language: str, mark: str = "") -> list[Part]:
    """One round of all that a report may hold; `mark` makes its words and figures differ from others'."""
    names = LEVELS[language]
    periods = ("2026-Q1", "2026-Q3", "2026-Q4")
    said = ("髙橋さんが「方針」を確認しました。" if language == "ja" else "Six of 23 practices are at target.") + mark
    more = sum(map(ord, mark)) % 20
    return [
        Heading("各段階の現状" if language == "ja" else "Where the levels stand"),
        Paragraph(f"{said * 12}\n\n{said}"),
        Figures("The four figures", tuple(LevelFigures(key, names[key], 20 + more, 45, 60, 70, said) for key in names)),
        Heading("How it moved", 3),
        Trends(
            "Over the quarters",
            tuple(
                Trend(key, names[key], periods, (10, None, 40 - more), (30, 45, 55), (60, 70, 70), (45, 60, 65))
                for key in names
            ),
        ),
        Table(
            "Units by level",
            ("Unit", *names.values()),
            tuple(
                (f"Unit {row}{mark}", *(Heat(25 * row, f"{row} of 4", f"{25 * row}%") for _ in names))
                for row in range(5)
            ),
            frozenset({1, 2, 3, 4}),
        ),
        Table("Asked of you", ("What", "Who"), (("Decide on a policy", "CTO"), ("=1+1", "-"))),
        Paragraph(MARKDOWN, is_markdown=True),
        Bullets(("first", "second"), is_numbered=True),
    ]


def report(language: str = "en", rounds: int = 1, mark: str = "") -> Document:
    notice = Notice("This is *no certification*. Texts: CC BY 4.0, <https://example.org/>")
    title = "OSS 四半期レポート" if language == "ja" else "OSS quarterly report"
    return document(
        *(part for turn in range(rounds) for part in sections(language, mark and f"{mark}{turn}")),
        notice,
        language=language,
        title=title,
    )
