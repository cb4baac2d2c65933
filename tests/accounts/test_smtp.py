# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""With a server: test_sending.py."""

import smtplib
import ssl

import pytest

from accounts.models import Mail
from accounts.smtp import Backend, Uncertain, fault_of

Fault = Mail.Fault


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (Uncertain(), Fault.UNCERTAIN),
        (smtplib.SMTPAuthenticationError(535, b"wrong"), Fault.LOGIN),
        (smtplib.SMTPRecipientsRefused({"ken@example.org": (450, b"later")}), Fault.LATER),
        (smtplib.SMTPRecipientsRefused({"ken@example.org": (550, b"never")}), Fault.REFUSED),
        (smtplib.SMTPSenderRefused(452, b"later", "cairn@example.org"), Fault.LATER),
        (smtplib.SMTPDataError(554, b"never"), Fault.REFUSED),
        (smtplib.SMTPServerDisconnected("gone"), Fault.DROPPED),
        (TimeoutError(), Fault.SILENT),
        (smtplib.SMTPNotSupportedError("no TLS here"), Fault.OTHER),
        (ConnectionRefusedError(), Fault.UNREACHABLE),
        (ssl.SSLCertVerificationError(), Fault.UNREACHABLE),
        (ValueError("nonsense"), Fault.OTHER),
    ],
)
def test_what_went_wrong_is_named_by_its_class(error: Exception, fault: Fault) -> None:
    assert fault_of(error) == fault


def test_a_message_is_followed_to_its_end_with_tls_too() -> None:
    assert issubclass(Backend(use_ssl=True).connection_class, smtplib.SMTP_SSL)
    assert Backend(use_ssl=True).connection_class.data is Backend().connection_class.data
