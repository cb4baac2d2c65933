# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Pages as a reader of text meets them."""

import html
import re

from django.http import HttpResponse


def visible(response: HttpResponse) -> str:
    """What stands inside a page's <main> and <footer>, without markup, in one line."""
    body = response.content.decode().partition("<main")[2]
    body = re.sub(r"<svg.*?</svg>|<!--.*?-->", " ", body.partition('<svg class="defs"')[0], flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]*>", " ", "<main" + body))
    return re.sub(r"\s+([.,;:)])", r"\1", re.sub(r"\s+", " ", text)).replace("( ", "(")
