# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Bring the message catalogues up to date with the texts in templates and code; GNU gettext is not needed."""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.template import templatize

CODE, TEMPLATES = ("accounts", "assessments", "ospo_app"), "templates"
FUNCTIONS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0
#"""
# They change with every run and say nothing that the history does not.
IDLE_HEADERS = re.compile(
    r'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team'
    r"|Generated-By):.*\n",
    re.MULTILINE,
)


class Command(BaseCommand):
    help = "Bring locale/*/LC_MESSAGES/django.po up to date with the texts in templates and code."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--compile", action="store_true", help="Only write the .mo files, where older.")

    def handle(self, *args: Any, **options: Any) -> None:
        for language, _name in settings.LANGUAGES:
            if language == settings.LANGUAGE_CODE:
                continue
            if not options["compile"]:
                self._merge(language)
            if compile_catalogue(catalogue_file(language)) and options["verbosity"]:
                self.stdout.write(f"Compiled the catalogue of {language}.")

    def _merge(self, language: str) -> None:
        file = catalogue_file(language)
        catalogue = read_catalogue(language)
        catalogue.update(extract_messages(), no_fuzzy_matching=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_written(catalogue))
        missing = sum(1 for message in catalogue if message.id and not is_translated(message.string))
        self.stdout.write(f"{language}: {len(catalogue)} texts, {missing} of them without translation.")


def catalogue_file(language: str) -> Path:
    """Where the translations to a language stand."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    """The translations to a language; an empty catalogue where there is none yet."""
    file = catalogue_file(language)
    if not file.exists():
        return Catalog(locale=language)
    return read_po(io.BytesIO(file.read_bytes()), locale=language)


def is_translated(string: Any) -> bool:
    """Whether a message's text, or every one of its plural forms, is there."""
    return bool(string) and (isinstance(string, str) or all(string))


def extract_messages() -> Catalog:
    """Every text of the interface, as it stands in templates and code now."""
    found = Catalog()
    for file, source in _sources():
        for line, message, _comments, context in _texts(source):
            found.add(message, locations=[(file, line)], context=context)
    return found


def _sources() -> Iterator[tuple[str, str]]:
    for folder in CODE:
        for path in sorted((settings.BASE_DIR / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(settings.BASE_DIR)), path.read_text()
    for path in sorted((settings.BASE_DIR / TEMPLATES).rglob("*.*")):
        # In parentheses the blanked-out markup needs no sound indentation.
        yield str(path.relative_to(settings.BASE_DIR)), f"(\n{templatize(path.read_text())}\n)"


def _texts(source: str) -> Iterator[tuple[int, Any, Any, str | None]]:
    yield from extract("python", io.BytesIO(source.encode()), keywords=FUNCTIONS)


def compile_catalogue(file: Path) -> bool:
    """Write the .mo file beside a .po file, where it is older; say whether it was."""
    compiled = file.with_suffix(".mo")
    if not file.exists() or (compiled.exists() and compiled.stat().st_mtime >= file.stat().st_mtime):
        return False
    half = compiled.with_name(f"{compiled.name}.{os.getpid()}")
    with open(file, "rb") as source, open(half, "wb") as target:
        write_mo(target, read_po(source, locale=file.parent.parent.name))
    half.replace(compiled)  # whoever starts meanwhile reads the old catalogue or the new one
    return True


def _written(catalogue: Catalog) -> bytes:
    catalogue.header_comment = HEADER
    catalogue.fuzzy = False
    buffer = io.BytesIO()
    write_po(buffer, catalogue, no_location=True, sort_output=True, ignore_obsolete=True, width=110)
    return IDLE_HEADERS.sub("", buffer.getvalue().decode()).encode()
