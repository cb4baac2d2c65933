# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How large a draft may grow: so that the file that it is saved as can always be sent back."""

from django.utils.translation import gettext as _

from assessments.domain.pieces import Plain
from assessments.imports.limited import MOST_BYTES
from assessments.imports.writing import as_json, as_yaml
from assessments.services.refusal import NotAccepted, Refused


def refuse_too_large(document: Plain) -> None:
    """Raises NotAccepted where the document, as YAML or as JSON, is more than a file may be."""
    if any(len(written(document).encode()) > MOST_BYTES for written in (as_yaml, as_json)):
        refusal = _("The edition would be larger than %(most)d MiB as a file. Shorten or delete something first.")
        raise NotAccepted(Refused("document", refusal % {"most": MOST_BYTES // 1024 // 1024}))
