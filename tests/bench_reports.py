# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How long files to take along take, and how much memory: parts of tests.bench."""

import os
import resource
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO

from django.utils import translation
from pypdf import PdfReader
from xlsxwriter import Workbook

from accounts.models import Organization
from assessments.domain.result import evaluate
from assessments.models import Assessment
from assessments.queries.progress import trends_in
from assessments.queries.quarterly_words import own_chapters
from assessments.queries.report import Told, document_of, sections_of
from assessments.queries.result import Outcome
from assessments.reports.cells import SETTINGS
from assessments.reports.document import Document
from assessments.reports.pdf import pdf_of
from assessments.reports.spreadsheet import Column, Kind, Sheet, Value, write_workbook
from tests.assessments.reports.documents import report
from tests.factories import built_in_document
from tests.made_up import made_up_answers

ANSWERS = 100_000
ROUNDS = 4  # of sections, which fill six pages
KINDS: tuple[Kind, ...] = ("text", "text", "text", "number", "percent", "day", "moment", "text")


def answers() -> Iterator[list[Value]]:
    """Rows as an export of answers has them, no two alike."""
    day, moment = date(2026, 11, 26), datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
    for number in range(ANSWERS):
        note = f"Agreed in meeting {number}; 証拠は社内ポータルにあります。"
        yield [f"Unit {number % 1000}", f"practice-{number % 40}", "ospo", number % 5, number % 101, day, moment, note]


def with_ours(file: BytesIO) -> None:
    columns = [Column(f"Column {number}", kind) for number, kind in enumerate(KINDS)]
    write_workbook(file, [Sheet("Answers", columns, answers())], title="Answers", made_at=datetime.now(UTC))


def with_the_bare_writer(file: BytesIO) -> None:
    """The same cells, written by their known types, with nothing asked of them."""
    workbook = Workbook(file, SETTINGS)
    sheet = workbook.add_worksheet("Answers")
    day, moment = workbook.add_format({"num_format": "yyyy-mm-dd"}), workbook.add_format({"num_format": "hh:mm"})
    sheet.set_column(5, 5, 12, day)
    sheet.set_column(6, 6, 12, moment)
    writers = [
        *(sheet.write_string, sheet.write_string, sheet.write_string, sheet.write_number, sheet.write_number),
        *(
            sheet.write_datetime,
            lambda row, column, value: sheet.write_datetime(row, column, value.replace(tzinfo=None)),
        ),
        sheet.write_string,
    ]
    for row, values in enumerate(answers(), start=1):
        for column, value in enumerate(values):
            writers[column](row, column, value)
    workbook.close()


def bench_spreadsheet() -> None:
    """100,000 answers as XLSX, against the bare writer writing the same cells; three times each, in new processes."""
    bare = sorted(_apart(with_the_bare_writer) for _each in range(3))[0]
    ours = sorted(_apart(with_ours) for _each in range(3))[0]
    print(f"{ANSWERS} answers of {len(KINDS)} columns as XLSX: {ours[0]:.1f} s at work, {ours[1]:.0f} MiB at most;")
    print(f"  the bare writer {bare[0]:.1f} s, {bare[1]:.0f} MiB: {ours[0] / bare[0]:.2f} of it")


def bench_pdf() -> None:
    """A Japanese report of six pages as PDF: the first of a process with all it loads, and different ones after it."""
    made = report("ja", rounds=ROUNDS, mark="初回")
    first, peak = _apart(lambda _file: pdf_of(made))
    pages = len(PdfReader(BytesIO(pdf_of(made))).pages)
    others = []
    for number in range(10):
        other = report("ja", rounds=ROUNDS, mark=f"別の報告{number}")
        start = time.perf_counter()
        pdf_of(other)
        others.append(time.perf_counter() - start)
    print(f"a Japanese report of {pages} pages as PDF: the first {first:.2f} s at work, {peak:.0f} MiB at most;")
    print(f"  others, of other words and figures, {min(others):.2f} to {max(others):.2f} s on the clock")


def bench_quarterly() -> None:
    """A Japanese quarterly report over eight quarters: chapters out of results, then the PDF; each time another one."""
    told, made = [], []
    for seed in range(5):
        outcomes = [_outcome(f"202{5 + number // 4}-Q{number % 4 + 1}", seed * 8 + number) for number in range(8)]
        start = time.perf_counter()
        document = _quarterly(outcomes)
        told.append(time.perf_counter() - start)
        start = time.perf_counter()
        pages = len(PdfReader(BytesIO(pdf_of(document))).pages)
        made.append(time.perf_counter() - start)
    print(f"a Japanese quarterly report of {pages} pages over 8 quarters: told in {min(told):.2f} s,")
    print(f"  as PDF in {min(made):.2f} to {max(made):.2f} s on the clock")


def _outcome(period: str, seed: int) -> Outcome:
    edition = built_in_document()
    answers = made_up_answers(edition, seed)
    return Outcome(Assessment(period=period), edition, answers, evaluate(edition, answers))


def _quarterly(outcomes: list[Outcome]) -> Document:
    with translation.override("ja"):
        last, periods = outcomes[-1], [one.assessment.period for one in outcomes]
        chapters = own_chapters(last, outcomes[-2], periods, trends_in(last.edition, [one.result for one in outcomes]))
        told = Told(
            organization=Organization(name="青空グループ"),
            pack=last.edition.pack,
            edition=last.edition,
            period=periods[-1],
            since="",
            title="OSS 四半期レポート",
            lead="",
            sections=sections_of(chapters, None),
            report=None,
            said_at=datetime(2026, 11, 26, 9, 30, tzinfo=UTC),
        )
        return document_of(told)


def _apart(work: Callable[[BytesIO], None]) -> tuple[float, float]:
    """Seconds at work, and the peak of memory in MiB with all that the process has loaded."""
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        with os.fdopen(reading) as told:
            seconds, peak = told.read().split()
        os.waitpid(child, 0)
        return float(seconds), float(peak)
    before = time.process_time()
    work(BytesIO())
    spent, peak_now = time.process_time() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    os.write(writing, f"{spent} {peak_now}".encode())
    os._exit(0)
