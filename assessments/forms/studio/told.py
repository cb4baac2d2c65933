# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A value of a document as a page prints it, in a line or a few."""

import json

from django.utils.translation import gettext as _

from assessments.domain.canonical import canonical_json


def told(value: object) -> str:
    """Text and numbers as they are, lists with commas, yes and no in words, objects of
    texts as these texts, a line each, all else as JSON; "" for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | tuple) and not any(isinstance(one, dict | list) for one in value):
        return _(", ").join(map(str, value))
    if isinstance(value, dict) and value and all(isinstance(one, str | dict) for one in value.values()):
        return "\n".join(told(one) for field, one in value.items() if field != "key" and one)
    if isinstance(value, dict | list | tuple):
        return json.dumps(json.loads(canonical_json(value)), ensure_ascii=False, indent=2)
    return str(value)
