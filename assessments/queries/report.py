# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Reports, section by section: what the figures give, and what their author made of it.

Authors change a report by section; what they left alone stays as the figures say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.domain.edition import Edition
from assessments.markdown import escaped
from assessments.models import Report
from assessments.queries.wording import in_words, own_name, period_words, reader_language
from assessments.reports.document import Document, Heading, Notice, Paragraph, Part


class Chapter(NamedTuple):
    """What the figures give for a section: its title, its text as Markdown ("": nothing to tell), tables and charts."""

    title: str
    text: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Section:
    """One section: its text as Markdown, and the text that the figures give, where its author changed it.

    `parts` are the tables and charts below the text, which nobody edits; a section without text has none.
    """

    key: str
    title: str
    text: str
    generated: str
    parts: tuple[Part, ...] = ()

    @property
    def is_edited(self) -> bool:
        return self.text != self.generated


@dataclass(frozen=True)
class Told:
    """A report as its page shows it. `since` is the period it tells since ("" for none); `lead` stands below the title.

    `report` is None where nobody edited it; `first` stands before the sections of a file; `said_at` is when the last of
    what it tells was said.
    """

    organization: Organization
    pack: str
    edition: Edition
    period: str
    since: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    report: Report | None
    said_at: datetime
    first: tuple[Part, ...] = ()

    @property
    def language(self) -> str:
        """What the language that it is told in is called, in that language."""
        return own_name(reader_language())

    @property
    def is_edited(self) -> bool:
        return any(section.is_edited for section in self.sections)

    @property
    def notice(self) -> str:
        """What the pack asks every report to say, whose work it is, and its licence; Markdown."""
        said = escaped(in_words(self.edition.notice)) if self.edition.notice else ""
        licence = _("Licence of the content: %(licence)s") % {"licence": escaped(self.edition.licence)}
        return "\n\n".join(filter(None, (said, *self.edition.attribution, licence)))


def report_of(organization: Organization, kind: str, pack: str, period: str, since: str = "") -> Report | None:
    """What an author made of a report in the reader's language; None where nobody did. One query."""
    return (
        Report.objects.within(organization)
        .filter(kind=kind, pack=pack, period=period, since=since, language=reader_language())
        .select_related("edited_by", "published_by")
        .first()
    )


def shown_to(report: Report | None, *, with_drafts: bool) -> Report | None:
    """What an author made of a report, for a reader: once it is published; `with_drafts`: before that, too."""
    return report if report and (with_drafts or report.published_at) else None


def sections_of(chapters: Mapping[str, Chapter], report: Report | None) -> tuple[Section, ...]:
    """The sections with something to tell, and those that their author gave a text, or took it from (text "")."""
    texts = report.texts if report else {}
    return tuple(
        Section(key, one.title, texts.get(key, one.text), one.text, one.parts)
        for key, one in chapters.items()
        if texts.get(key, one.text) or one.text
    )


def document_of(told: Told) -> Document:
    """The report as its page tells it, of which PDF and Markdown are made; the same report gives the same document."""
    return Document(
        title=told.title,
        language=reader_language(),
        unit=told.organization.name,
        period=period_words(told.period),
        edition=told.edition.edition,
        made_at=told.report.edited_at if told.report else told.said_at,
        parts=(*_parts(told), Notice(told.notice)),
    )


def _parts(told: Told) -> Iterator[Part]:
    if told.lead:
        yield Paragraph(told.lead)
    yield from told.first
    for section in told.sections:
        if section.text:
            yield Heading(section.title)
            yield Paragraph(section.text, is_markdown=True)
            yield from section.parts
