# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What curators call a field of an edition: `anchors[1].ja` is "Answer 1, Japanese"."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.pieces import HEAD
from assessments.queries.studio.field_names import item_label, label_of, language_name
from assessments.queries.wording import view_name

STEP = re.compile(r"([^.\[\]]+)((?:\[\d+\])*)")
INDEX = re.compile(r"\d+")
# Values by the keys of other pieces.
BY_KEY = ("raises", "sets", "targets")
LANGUAGES = dict(settings.LANGUAGES)
# Its words are the sign, and so has no name of its own beside it.
SIGN = "situations/*/signals/*/text"
KEYED = {"signals": gettext_lazy("Sign “%(key)s”"), "actions": gettext_lazy("Action “%(key)s”")}


def field_words(kind: str, path: str) -> str:
    """A field of a piece in the reader's words, as its form calls it, else by its own name. "" for the whole piece."""
    return _(", ").join(_words(kind, path))


def language_in(path: str) -> str:
    """The language of the text at a path; "" where it is none."""
    last = path.rpartition(".")[2]
    return last if last in dict(settings.LANGUAGES) else ""


def _words(kind: str, path: str) -> Iterator[str]:
    model, before = "" if kind == HEAD else f"{kind}/*/", ""
    for name, indexes in STEP.findall(path):
        numbers = [int(one) + 1 for one in INDEX.findall(indexes)]
        if before in KEYED:
            yield str(KEYED[before]) % {"key": name}
        elif before == "wordings":
            yield _view(name)
        elif before in BY_KEY or name in LANGUAGES:
            yield str(language_name(name))
        elif numbers and (item := item_label(model + name, numbers[0])):
            yield item
        elif (name not in (*KEYED, "wordings") or path.endswith(name)) and f"{model}{name}" != SIGN:
            yield " ".join([str(label_of(model + name) or name), *map(str, numbers)])
        model += "*/" if before in (*KEYED, *BY_KEY, "wordings") else f"{name}/" + "*/" * len(numbers)
        before = "" if numbers or before else name


def _view(name: str) -> str:
    try:
        return view_name(name)
    except ValueError:
        return name
