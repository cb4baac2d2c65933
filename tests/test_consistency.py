# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""House rules that no linter knows: each holds for the whole tree, and a failure names what breaks it."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from assessments.management.commands.sync_messages import extract_messages, is_translated, read_catalogue

ROOT = Path(settings.BASE_DIR)
CODE = ("accounts", "assessments", "ospo_app")
MOST_LINES_OF_A_FILE, MOST_LINES_OF_A_FUNCTION, MOST_LINES_OF_A_VIEW = 300, 40, 20

# Modules without a test module of their own, and where they are tested.
TESTED_ELSEWHERE = {
    "accounts/listed.py": "tests/assessments/queries/test_shell.py",
    "assessments/queries/group/board.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/queries/group/choice.py": "tests/assessments/queries/group/test_sheets.py",
    "assessments/queries/group/cursor.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/queries/group/dashboard.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/queries/group/drill.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/queries/group/file.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/queries/group/gaps.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/queries/group/notable.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/queries/group/silent.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/queries/group/situations.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/queries/group/summary.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/queries/group/table.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/forms/group.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/templatetags/lean_code.py": "tests/assessments/templatetags/test_lean.py",
    "assessments/templatetags/lean_values.py": "tests/assessments/templatetags/test_lean.py",
    "assessments/views/group/drill.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/views/group/visit.py": "tests/assessments/views/group/test_dashboard.py",
    "assessments/forms/next_steps.py": "tests/assessments/views/test_what_if.py",
    "assessments/queries/next_steps.py": "tests/assessments/queries/test_what_if.py",
    "assessments/domain/distance.py": "tests/assessments/domain/test_next_steps.py",
    "assessments/domain/goals.py": "tests/assessments/domain/test_next_steps.py",
    "assessments/forms/helped.py": "tests/assessments/views/test_helped.py",
    "assessments/models/faring.py": "tests/assessments/services/test_faring.py",
    "assessments/models/plan.py": "tests/assessments/services/test_planning.py",
    "assessments/queries/reminding/kinds.py": "tests/assessments/views/test_reminder.py",
    "assessments/queries/reminding/assigned.py": "tests/assessments/services/test_reminding.py",
    "assessments/queries/reminding/batch.py": "tests/assessments/services/test_reminding.py",
    "assessments/queries/reminding/managed.py": "tests/assessments/services/test_reminding.py",
    "assessments/queries/reminding/planned.py": "tests/assessments/services/test_reminding.py",
    "assessments/queries/reminding/reader.py": "tests/assessments/services/test_reminding.py",
    "assessments/queries/reminding/words.py": "tests/assessments/services/test_reminding.py",
    "assessments/services/reminder_mail.py": "tests/assessments/services/test_reminding.py",
    "assessments/services/reminder_links.py": "tests/assessments/views/test_reminder.py",
    "assessments/queries/unit_plans.py": "tests/assessments/services/test_rolling_up_plans.py",
    "assessments/queries/quarterly.py": "tests/assessments/views/test_quarterly.py",
    "assessments/views/report.py": "tests/assessments/views/test_quarterly.py",
    "assessments/domain/questionnaire_file.py": "tests/assessments/reports/test_questionnaire.py",
    "assessments/domain/archive_plan.py": "tests/assessments/queries/test_archive_file.py",
    "assessments/imports/archive_plan.py": "tests/assessments/queries/test_archive_file.py",
    "assessments/services/plan_cells.py": "tests/assessments/services/test_plan_differences.py",
    "assessments/services/plan_rows.py": "tests/assessments/services/test_planning.py",
    "assessments/services/plan_checks.py": "tests/assessments/services/test_planning.py",
    "assessments/forms/plan_file.py": "tests/assessments/views/test_plan_import.py",
    "assessments/domain/archive.py": "tests/assessments/queries/test_archive_file.py",
    "assessments/domain/archive_values.py": "tests/assessments/queries/test_archive_file.py",
    "assessments/imports/archive.py": "tests/assessments/queries/test_archive_file.py",
    "assessments/management/commands/export_archive.py": "tests/assessments/queries/test_archive_file.py",
    "assessments/management/commands/import_archive.py": "tests/assessments/queries/test_archive_file.py",
    "assessments/services/restoring.py": "tests/assessments/queries/test_archive_file.py",
    "assessments/services/restoring_rows.py": "tests/assessments/queries/test_archive_file.py",
    "assessments/domain/changes.py": "tests/assessments/domain/test_comparison.py",
    "assessments/domain/content.py": "tests/assessments/domain/test_edition.py",
    "assessments/domain/document.py": "tests/assessments/domain/test_edition.py",
    "assessments/domain/edition_checks.py": "tests/assessments/domain/test_edition.py",
    "assessments/domain/faults.py": "tests/assessments/domain/test_edition.py",
    "assessments/domain/linting/finding.py": "tests/assessments/domain/linting/test_lint.py",
    "assessments/domain/linting/ground.py": "tests/assessments/domain/linting/test_deciding.py",
    "assessments/domain/linting/lengths.py": "tests/assessments/domain/linting/test_text_checks.py",
    "assessments/domain/linting/ruled.py": "tests/assessments/domain/linting/test_rule_checks.py",
    "assessments/domain/linting/shares.py": "tests/assessments/domain/linting/test_deciding.py",
    "assessments/domain/field_notes.py": "tests/assessments/domain/test_schema.py",
    "assessments/domain/field_order.py": "tests/assessments/imports/test_writing.py",
    "assessments/domain/normal_form.py": "tests/assessments/domain/test_retiring.py",
    "assessments/domain/places.py": "tests/assessments/domain/test_edition.py",
    "assessments/domain/rule_limits.py": "tests/assessments/domain/test_edition.py",
    "assessments/forms/studio/edition.py": "tests/assessments/views/studio/test_edition.py",
    "assessments/forms/studio/taking_over.py": "tests/assessments/views/studio/test_taking_over.py",
    "assessments/queries/studio/taking_over.py": "tests/assessments/views/studio/test_taking_over.py",
    "assessments/queries/deletion.py": "tests/assessments/services/test_deleting.py",
    "assessments/services/draft_lines.py": "tests/assessments/services/test_importing.py",
    "assessments/management/demo_draft.py": "tests/assessments/management/test_make_demo.py",
    "assessments/models/studio.py": "tests/assessments/services/test_curating.py",
    "assessments/queries/draft.py": "tests/assessments/services/test_curating.py",
    "assessments/queries/unit_rows.py": "tests/assessments/services/test_rolling_up.py",
    "assessments/forms/round.py": "tests/assessments/views/test_round.py",
    "assessments/queries/round.py": "tests/assessments/views/test_round.py",
    "assessments/queries/running.py": "tests/assessments/queries/test_impact.py",
    "assessments/queries/round_units.py": "tests/assessments/views/test_round.py",
    "assessments/queries/studio/packs.py": "tests/assessments/views/studio/test_edition.py",
    "assessments/queries/studio/piece.py": "tests/assessments/views/studio/test_pieces.py",
    "assessments/queries/studio/shell.py": "tests/assessments/views/studio/test_edition.py",
    "assessments/services/drafting.py": "tests/assessments/services/test_curating.py",
    "assessments/views/studio/access.py": "tests/test_access.py",
    "assessments/domain/rules.py": "tests/assessments/domain/test_edition.py",
    "assessments/domain/sides.py": "tests/assessments/domain/test_comparison.py",
    "assessments/domain/standing.py": "tests/assessments/domain/test_figures.py",
    "assessments/forms/studio/condition_tests.py": "tests/assessments/forms/studio/test_condition.py",
    "assessments/forms/studio/file.py": "tests/assessments/views/studio/test_files.py",
    "assessments/forms/studio/review.py": "tests/assessments/views/studio/test_review.py",
    "assessments/forms/studio/rule_tree.py": "tests/assessments/forms/studio/test_rule.py",
    "assessments/forms/file.py": "tests/assessments/views/studio/test_files.py",
    "assessments/forms/annotation.py": "tests/assessments/views/test_annotation.py",
    "assessments/forms/archive.py": "tests/assessments/views/test_archive.py",
    "assessments/queries/archive.py": "tests/assessments/views/test_archive.py",
    "assessments/imports/child.py": "tests/assessments/imports/test_limited.py",
    "assessments/imports/json.py": "tests/assessments/imports/test_documents.py",
    "assessments/imports/lines.py": "tests/assessments/imports/test_documents.py",
    "assessments/imports/scalars.py": "tests/assessments/imports/test_documents.py",
    "assessments/forms/studio/choosing.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/forms/studio/fields.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/forms/studio/keys.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/forms/studio/lists.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/forms/studio/making.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/forms/studio/parts.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/forms/studio/places.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/forms/studio/ruling.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/forms/studio/sections.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/forms/studio/shapes.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/forms/studio/steps.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/forms/studio/texts.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/forms/studio/told.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/forms/studio/words.py": "tests/assessments/forms/studio/test_piece.py",
    "assessments/imports/unreadable.py": "tests/assessments/imports/test_documents.py",
    "assessments/imports/yaml.py": "tests/assessments/imports/test_documents.py",
    "assessments/management/demo.py": "tests/assessments/management/test_make_demo.py",
    "assessments/management/documents.py": "tests/assessments/management/test_evaluate.py",
    "assessments/models/edition.py": "tests/assessments/services/test_publishing.py",
    "assessments/models/result.py": "tests/assessments/services/test_submitting.py",
    "assessments/permissions.py": "tests/test_access.py",
    "assessments/queries/studio/change_words.py": "tests/assessments/queries/studio/test_difference.py",
    "assessments/queries/studio/checks.py": "tests/assessments/views/studio/test_review.py",
    "assessments/queries/studio/comments.py": "tests/assessments/views/studio/test_comments.py",
    "assessments/queries/studio/field_names.py": "tests/assessments/queries/studio/test_difference.py",
    "assessments/queries/studio/field_words.py": "tests/assessments/queries/studio/test_difference.py",
    "assessments/queries/studio/gate.py": "tests/assessments/views/studio/test_review.py",
    "assessments/queries/studio/history.py": "tests/assessments/views/studio/test_history.py",
    "assessments/queries/studio/obstacle.py": "tests/assessments/views/studio/test_review.py",
    "assessments/queries/studio/retiring.py": "tests/assessments/views/studio/test_review.py",
    "assessments/queries/studio/review.py": "tests/assessments/services/test_publishing.py",
    "assessments/queries/studio/steps.py": "tests/assessments/views/studio/test_review.py",
    "assessments/queries/studio/translation.py": "tests/assessments/views/studio/test_review.py",
    "assessments/queries/studio/upload.py": "tests/assessments/services/test_importing.py",
    "assessments/reports/blocks.py": "tests/assessments/reports/test_pdf.py",
    "assessments/reports/document.py": "tests/assessments/reports/test_pdf.py",
    "assessments/reports/drawing.py": "tests/assessments/reports/test_pdf.py",
    "assessments/reports/glyphs.py": "tests/assessments/reports/test_pdf.py",
    "assessments/reports/cells.py": "tests/assessments/reports/test_spreadsheet.py",
    "assessments/services/edition_steps.py": "tests/assessments/services/test_reviewing.py",
    "assessments/services/invitation_mail.py": "tests/assessments/services/test_inviting.py",
    "assessments/services/refusal.py": "tests/assessments/services/test_answering.py",
    "assessments/urls.py": "tests/test_access.py",
    "assessments/queries/studio/piece_history.py": "tests/assessments/views/studio/test_piece.py",
    "assessments/views/access.py": "tests/test_access.py",
    "assessments/views/studio/naming.py": "tests/assessments/views/studio/test_piece_delete.py",
    "assessments/views/studio/piece_checks.py": "tests/assessments/views/studio/test_piece.py",
    "assessments/views/studio/visit.py": "tests/assessments/views/studio/test_piece.py",
    "assessments/views/studio/refused_file.py": "tests/assessments/views/studio/test_files.py",
}
# Templates that nothing of ours names.
FOUND_BY_NAME = {
    "400.html": "Django",
    "403.html": "Django",
    "404.html": "Django",
    "429.html": "allauth",
    "500.html": "Django",
    "403_csrf.html": "settings",
}
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "core", "misc", "base", "tools"}


def tracked(*patterns: str) -> list[Path]:
    """Files of the tree that match, whether committed already or not."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted({ROOT / name for name in listed if (ROOT / name).is_file()})


def code() -> list[Path]:
    return [path for path in tracked(*(f"{folder}/*.py" for folder in CODE)) if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_files_are_short() -> None:
    files = [
        path
        for path in [*code(), *tracked("templates", "static/*.css", "static/*.js", "*.typ")]
        if path.suffix != ".svg"
    ]
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in files}

    assert {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FILE} == {}


def test_functions_are_short() -> None:
    found = {}
    for path in code():
        most = MOST_LINES_OF_A_VIEW if "views" in path.parts or path.stem == "views" else MOST_LINES_OF_A_FUNCTION
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                length = node.end_lineno - node.lineno + 1
                if length > most:
                    found[f"{name_of(path)}:{node.lineno} {node.name}"] = length

    assert found == {}


def test_no_module_is_a_junk_drawer() -> None:
    assert [name_of(path) for path in code() if {*path.with_suffix("").parts} & JUNK_DRAWERS] == []


def mirror_of(module: Path) -> Path:
    """Where a module's tests are: the same path below tests/, but for the folder that Django wants of commands."""
    below = ROOT / "tests" / module.relative_to(ROOT)
    return Path(*(part for part in below.parts if part != "commands")).with_name(f"test_{module.name}")


def test_tests_mirror_the_code() -> None:
    missing = []
    for path in code():
        if path.stem in ("__init__", "__main__", "apps") or path.is_relative_to(ROOT / "ospo_app"):
            continue
        elsewhere = TESTED_ELSEWHERE.get(name_of(path))
        if not (ROOT / elsewhere if elsewhere else mirror_of(path)).exists():
            missing.append(name_of(path))

    assert missing == []


def test_tests_belong_to_code() -> None:
    """A module that was renamed or removed takes its tests with it; tests of a whole package stand in its folder."""
    modules = {name_of(path) for path in code()}
    mirrors = {mirror_of(path) for path in code()}
    folders = {mirror.parent for mirror in mirrors}
    tests = tracked("tests/accounts/test_*.py", "tests/assessments/test_*.py", "tests/ospo_app/test_*.py")

    assert [name_of(path) for path in tests if path not in mirrors and path.parent not in folders] == []
    assert [module for module in TESTED_ELSEWHERE if module not in modules] == []


def test_every_template_is_used() -> None:
    names = {path.relative_to(ROOT / "templates").as_posix() for path in tracked("templates") if path.suffix != ".md"}
    texts = [path.read_text() for path in [*code(), *tracked("templates")]]
    named = {name for name in names if any(f'"{name}' in text or f"'{name}" in text for text in texts)}
    third_party = {name for name in names if name.startswith(("account/", "allauth/", "mfa/", "crispy", "bootstrap5/"))}

    assert names - named - third_party - FOUND_BY_NAME.keys() == set()


def test_every_template_compiles() -> None:
    for path in tracked("templates/*.html", "templates/*.txt", "templates/*.svg"):
        get_template(path.relative_to(ROOT / "templates").as_posix())


def test_only_one_place_trusts_html() -> None:
    trusting = re.compile(r"mark_safe|\|\s*safe\b|SafeString|autoescape\s+off|\.html_safe|__html__")
    found = [name_of(path) for path in [*code(), *tracked("templates")] if trusting.search(path.read_text())]

    assert set(found) - {"assessments/templatetags/text.py"} == set()


def test_a_form_that_is_included_alone_gets_its_token() -> None:
    texts = {path.relative_to(ROOT / "templates").as_posix(): path.read_text() for path in tracked("templates/*.html")}
    posting = {name for name, text in texts.items() if re.search(r"\{% csrf_token %\}|\{\{ csrf_token \}\}", text)}
    include = re.compile(r'\{% include "([^"]+)"([^%]*) only %\}')
    found = [(name, *part) for name, text in texts.items() for part in include.findall(text)]

    assert [(name, inner) for name, inner, given in found if inner in posting and "csrf_token=" not in given] == []


def test_templates_carry_no_style_or_script_of_their_own() -> None:
    """The content security policy would refuse them."""
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=|\shx-on|javascript:", re.IGNORECASE)
    found = [name_of(path) for path in tracked("templates") if inline.search(path.read_text())]

    assert found == []


def test_no_time_without_a_zone() -> None:
    """What ruff's DTZ rules do not see: today's date by the server's clock, and Django's own shortcuts for it."""
    naive = re.compile(r"\bdate\.today\(|datetime\.now\(\)|utcnow\(|make_naive|localdate\(|timezone\.localtime\(\)")
    found = [name_of(path) for path in code() if naive.search(path.read_text())]

    assert found == []


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE])
def test_every_text_of_the_interface_is_translated(language: str) -> None:
    catalogue = read_catalogue(language)
    missing, differing = [], []
    for message in extract_messages():
        if not message.id:
            continue
        ours = catalogue.get(message.id, message.context)
        if ours is None or ours.fuzzy or not is_translated(ours.string):
            missing.append(message.id)
        elif any(placeholders(text) != placeholders(message.id) for text in forms(ours.string)):
            differing.append(message.id)

    assert missing[:5] == [], f"{len(missing)} texts: run make messages, then translate locale/{language}"
    assert differing == []


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def placeholders(text: str | tuple[str, ...]) -> set[str]:
    """Those of a text, or those of the plural where there are forms: a singular may do without the number."""
    return set(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", forms(text)[-1]))


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE])
def test_catalogues_carry_no_text_that_nothing_says(language: str) -> None:
    found, ours = extract_messages(), [message for message in read_catalogue(language) if message.id]

    assert [message.id for message in ours if found.get(message.id, message.context) is None] == []


def pins(lock: str) -> dict[str, str]:
    """Package to version; - and . in names are one."""
    return dict(re.findall(r"^([a-z0-9_-]+)(?:\[[a-z,-]+\])?==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))


def declared(group: str | None = None) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = project["optional-dependencies"][group] if group else project["dependencies"]
    return {re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0].lower().replace(".", "-") for line in lines}


def test_locks_name_every_dependency() -> None:
    assert declared() - pins("requirements.lock").keys() == set()
    assert (declared() | declared("dev")) - pins("requirements-dev.lock").keys() == set()


def test_locks_agree() -> None:
    """What is tested is what runs."""
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_locks_pin_every_package_by_checksum() -> None:
    for lock in tracked("requirements*.lock"):
        text = lock.read_text()
        assert re.findall(r"^[a-z0-9].*(?<!\\)$", text, re.MULTILINE) == [], lock.name
        assert len(re.findall(r"^[a-z0-9].*\\\n +--hash=sha256:", text, re.MULTILINE)) == len(pins(lock.name)), (
            lock.name
        )
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_locks_name_no_host() -> None:
    locks = [*tracked("requirements*.lock"), ROOT / "package-lock.json"]
    funding = re.compile(r'"url": "https://(opencollective|github)\.com/[^"]*"')

    assert [lock.name for lock in locks if "://" in funding.sub("", lock.read_text())] == []


def test_every_file_names_its_licence() -> None:
    def lacks(path: Path) -> bool:
        head = "\n".join(path.read_text().splitlines()[:6])
        return "SPDX-FileCopyrightText: " not in head or "SPDX-License-Identifier: " not in head

    patterns = [
        "*.py",
        "*.css",
        "*.js",
        "*.yaml",
        "*.yml",
        "*.sh",
        "*.po",
        "*.typ",
        "Makefile",
        "Dockerfile",
        ".ci/run",
    ]
    with_code = [path for path in tracked(*patterns) if path.name != "__init__.py" or path.read_text().strip()]

    assert [name_of(path) for path in with_code if lacks(path)] == []


def test_nothing_built_or_borrowed_is_in_the_tree() -> None:
    foreign = re.compile(r"(\.min\.(js|css)|\.(ttf|otf|woff2?|sqlite3|pyc|mo))$|(^|/)(node_modules|vendor)/")

    assert [name_of(path) for path in tracked() if foreign.search(name_of(path))] == []


def lines_of(paths: list[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            yield f"{name_of(path)}:{number}", line


def test_silenced_rules_say_why() -> None:
    bare = re.compile(
        r"#\s*noqa(:\s*[A-Z0-9, ]+)?\s*$|#\s*type:\s*ignore(\[[a-z, -]+\])?\s*$|mark\.(skip|xfail)\b(?!.*reason)"
    )

    assert [place for place, line in lines_of(tracked("*.py")) if bare.search(line)] == []
