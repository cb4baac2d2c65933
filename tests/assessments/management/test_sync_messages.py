# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import gettext
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from assessments.management.commands.sync_messages import catalogue_file, extract_messages, read_catalogue

CODE = """\
from django.utils.translation import gettext as _, gettext_lazy, ngettext, npgettext, pgettext

one = _("A text of code")
two = gettext_lazy("A lazy text")
three = ngettext("%(count)s day", "%(count)s days", 2)
four = pgettext("month", "May")
"""
TEMPLATE = """\
{% load i18n %}
  <p title="{% translate "It's a title" %}">{% blocktranslate trimmed count days=days %}
      {{ days }} day is left
    {% plural %}
      {{ days }} days are left
    {% endblocktranslate %}</p>
{# Translators: a comment #}
    {% if x == 'y' %}{{ _("In an expression") }}{% endif %}
"""


@pytest.fixture
def project(settings: LazySettings, tmp_path: Path) -> Path:
    for folder in ("accounts", "assessments", "ospo_app", "templates"):
        (tmp_path / folder).mkdir()
    (tmp_path / "assessments" / "asked.py").write_text(CODE)
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    return tmp_path


def test_texts_of_code_and_templates_are_found(project: Path) -> None:
    found = {(message.context, message.id) for message in extract_messages() if message.id}

    assert found == {
        (None, "A text of code"),
        (None, "A lazy text"),
        (None, ("%(count)s day", "%(count)s days")),
        ("month", "May"),
        (None, "It's a title"),
        (None, ("%(days)s day is left", "%(days)s days are left")),
        (None, "In an expression"),
    }


def test_translations_stay_and_what_nothing_says_goes(project: Path) -> None:
    call_command("sync_messages", verbosity=0)
    file = catalogue_file("ja")
    said = file.read_text().replace('msgid "May"\nmsgstr ""', 'msgid "May"\nmsgstr "五月"')
    file.write_text(said)
    (project / "templates" / "page.html").write_text("Nothing to say")

    call_command("sync_messages", verbosity=0)

    ours = read_catalogue("ja")
    assert ours.get("May", "month").string == "五月"
    assert "It's a title" not in file.read_text()


def test_catalogues_do_not_change_by_themselves(project: Path) -> None:
    call_command("sync_messages", verbosity=0)
    before = catalogue_file("ja").read_bytes()

    call_command("sync_messages", verbosity=0)

    assert catalogue_file("ja").read_bytes() == before
    assert b"POT-Creation-Date" not in before
    assert str(project).encode() not in before
    assert before.startswith(b"# SPDX-FileCopyrightText: ")


def test_compiled_catalogues_say_what_was_translated(project: Path) -> None:
    call_command("sync_messages", verbosity=0)
    file = catalogue_file("ja")
    file.with_suffix(".mo").unlink()
    file.write_text(file.read_text().replace('msgid "A lazy text"\nmsgstr ""', 'msgid "A lazy text"\nmsgstr "怠け者"'))

    call_command("sync_messages", "--compile", verbosity=0)

    with open(file.with_suffix(".mo"), "rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("A lazy text") == "怠け者"
