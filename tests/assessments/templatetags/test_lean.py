# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils.functional import lazystr
from hypothesis import given
from hypothesis import strategies as some

from assessments.templatetags.lean import options

ROWS = """
{% for row in page.rows %}<li class="in-{{ row.depth }}" data-l="{{ labels.kind }}">
  100% <a href="{% url "organization" row.pk %}">{{ row.name }}</a> %s
  <a href="{% url "group_situation" row.pk row.key %}"><a href="{% url "group_level" page.pk row.key %}">
  {% if row.note %} <b>{{ row.note }}</b>{% elif row.depth %}deep{% else %}<i>{{ top }}</i>{% endif %}
  {% for name, said in row.cells %}<td data-l="{{ name }}">{{ said }}{% if said %}!{% endif %}</td>{% endfor %}
</li>{% endfor %}
{% if page.rows %}{{ top }}{% endif %}
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


@given(some.lists(rows, max_size=4), WORDS, WORDS)
def test_it_renders_what_the_template_renders_without_it(rows: list[Row], kind: str, top: str) -> None:
    names = {"page": Page(rows), "labels": {"kind": kind}, "top": top}

    assert rendered("{% lean %}" + ROWS + "{% endlean %}", **names) == rendered(ROWS, **names)


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
        '{{ "<b>" }}',
        "{{ 1 }}",
        "{% if one == two %}x{% endif %}",
        "{% if one and two %}x{% endif %}",
        "{% if not one %}x{% endif %}",
        "{% if one|length %}x{% endif %}",
        "{% for one in all reversed %}x{% endfor %}",
        "{% for one in all %}x{% empty %}y{% endfor %}",
        "{% for one in all|dictsort:0 %}x{% endfor %}",
        "{% for one in all %}{{ forloop.counter }}{% endfor %}",
        "{% for one in all %}{% for one in all %}x{% endfor %}{% endfor %}",
        "{{ one.text }}{% for one in all %}x{% endfor %}",
        '{% url "organization" one.pk as address %}',
        '{% url "home" %}',
        "{% include one %}",
        "{% with two=one %}x{% endwith %}",
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
