# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils.functional import lazystr
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from assessments.templatetags.lean import options

ROWS = """
{% load i18n text %}{% comment %}Nothing.{% endcomment %}
{% for row in page.rows %}<li class="in-{{ row.depth }}" data-l="{{ labels.kind }}">
  {{ forloop.counter }}{% if forloop.first %}.{% endif %}
  100% <a href="{% url "organization" row.pk %}">{{ row.name }}</a> %s
  <a href="{% url "group_situation" row.pk row.key %}"><a href="{% url "group_level" page.pk row.key %}">
  {% url "organization" row.pk as address %}<a href="{{ address }}"><a href="{% url "home" %}">
  {{ row.name|default:"–" }} {{ row.depth|signed|default:top }}
  {% if row.note %} <b>{{ row.note }}</b>{% elif row.depth %}deep{% else %}<i>{{ top }}</i>{% endif %}
  {% if row.depth > 3 and not row.note or row.name == top %}{% gap %}{% endif %}
  {% include "components/icon.html" with name="check" only %}
  {% include "components/level_mark.html" with level=row.key only %}{% if row.name in labels.kind %}{% gap %}{% endif %}
  {% blocktranslate trimmed count count=row.depth with units=row.depth|grouped %}
    {{ units }} unit in all{% plural %}{{ units }} units in all
  {% endblocktranslate %}
  {% blocktranslate trimmed with advice=row.name %}
    A step towards no longer needing “{{ advice }}”.
  {% endblocktranslate %}
  {% for name, said in row.cells %}<td data-l="{{ name }}">{{ said }}{% if said %}!{% endif %}</td>{% endfor %}
</li>{% endfor %}
{% translate "Practices at target" as target %}{{ target }}
{{ _("Show") }} {% translate "Remove" context "an unsent text" %}
{% if page.rows %}{{ top }}{% translate "Show" %}{% endif %}{% if page.rows.0 %}{{ page.rows.0.name }}{% endif %}
"""
WORDS = some.text(alphabet=some.sampled_from("a<>&\"' {}%é証"), max_size=6)


class Row(NamedTuple):
    pk: uuid.UUID
    key: str
    name: str
    depth: int
    note: str
    cells: list[tuple[str, Any]]


PAGE = uuid.UUID(int=7)


@dataclass
class Page:
    rows: list[Row] = field(default_factory=list)
    pk: uuid.UUID = PAGE


def rendered(source: str, **names: Any) -> str:
    return Template("{% load lean %}" + source).render(Context(names))


rows = some.builds(
    Row,
    some.uuids(),
    some.from_regex(r"[a-z0-9-]+", fullmatch=True),
    WORDS,
    some.integers(-3, 12_000),
    WORDS,
    some.lists(some.tuples(WORDS, WORDS | some.integers())),
)
FIRST = Row(PAGE, "ospo", "<A>", 4, "", [("1 < 2", 7)])
PLAIN = Template(ROWS)
LEAN = Template("{% load lean %}{% lean %}" + ROWS + "{% endlean %}")


@given(some.lists(rows, max_size=4), WORDS, WORDS)
def test_it_renders_what_the_template_renders_without_it(rows: list[Row], kind: str, top: str) -> None:
    names = {"page": Page([*rows, FIRST]), "labels": {"kind": kind}, "top": top}

    for language in ("en", "ja"):
        with override(language):
            assert LEAN.render(Context(names)) == PLAIN.render(Context(names))


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "\" onclick='x'", "&lt;b&gt;", lazystr("<b>&</b>")])
def test_every_value_is_escaped_whatever_stands_around_it(hostile: Any) -> None:
    source = '{% lean %}<p title="{{ one.text }}">{{ one.text }}</p>{% endlean %}'

    for around in (source, "{% autoescape off %}" + source + "{% endautoescape %}"):
        page = rendered(around, one={"text": hostile})

        assert page == rendered('<p title="{{ text }}">{{ text }}</p>', text=str(hostile))
        assert "<script" not in page and "<b>" not in page


@pytest.mark.parametrize(
    "source",
    [
        "{{ one.text|safe }}",
        "{{ one.text|linebreaks }}",
        "{{ forloop.counter }}",
        "{% for one in all %}{{ forloop.last }}{% endfor %}",
        "{% for one in all reversed %}x{% endfor %}",
        "{% for one in all %}x{% empty %}y{% endfor %}",
        '{% url "organization" pk=one.pk %}',
        "{% include one only %}",
        '{% include "components/icon.html" %}',
        '{% include "components/icon.html" only %}',
        '{% include "components/messages.html" with name="x" only %}',
        "{% load i18n %}{% translate one %}",
        '{% load i18n %}{% translate "Show" noop %}',
        "{% load i18n %}{% blocktranslate asvar words %}Show{% endblocktranslate %}",
        "{% csrf_token %}",
        "{% with two=one %}x{% endwith %}",
        "{% autoescape off %}x{% endautoescape %}",
        "{% block one %}x{% endblock %}",
    ],
)
def test_what_it_does_not_know_is_refused_when_the_template_is_read(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load lean %}{% lean %}" + source + "{% endlean %}")


@pytest.mark.parametrize("value", [None, 1.5, ["a"], {"a": 1}, uuid.UUID(int=1)])
def test_only_texts_and_whole_numbers_are_printed(value: Any) -> None:
    with pytest.raises(TypeError):
        rendered("{% lean %}{{ one.value }}{% endlean %}", one={"value": value})


def test_a_value_that_is_missing_is_a_fault_and_not_nothing() -> None:
    for names in ({}, {"one": {}}):
        with pytest.raises(KeyError):
            rendered("{% lean %}{{ one.value }}{% endlean %}", **names)
    with pytest.raises(AttributeError):
        rendered("{% lean %}{{ one.value }}{% endlean %}", one=Page())


@pytest.mark.parametrize("last", ["x/../y", "", "a b", "é", '"', None, 7])
def test_an_address_ends_in_an_id_or_a_key(last: Any) -> None:
    with pytest.raises(TypeError):
        rendered('{% lean %}{% url "organization" one.pk %}{% endlean %}', one={"pk": last})


def test_a_field_says_what_it_offers_and_what_is_chosen() -> None:
    class Choice(forms.Form):
        kind = forms.ChoiceField(choices=[("", "All"), ("a", "A & b")])

    assert options(Choice({"kind": "a"})["kind"]) == [("", "All", False), ("a", "A & b", True)]
    assert options(Choice({"kind": ""})["kind"]) == [("", "All", True), ("a", "A & b", False)]
