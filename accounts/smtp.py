# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Talking to the mail server: Django's backend, which here also tells whether a message may have arrived."""

import contextlib
import smtplib
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from accounts.models import Mail


class Uncertain(smtplib.SMTPException):
    """The connection ended while the message was handed over: the server has it, or has it not."""


class _Session(smtplib.SMTP):
    def data(self, msg: Any) -> tuple[int, bytes]:
        try:
            return super().data(msg)
        except smtplib.SMTPResponseException:
            raise
        except OSError as error:
            raise Uncertain from error


class _SessionInTLS(_Session, smtplib.SMTP_SSL):
    pass


class Backend(EmailBackend):
    """Once the server has confirmed a message, nothing that goes wrong at the farewell makes it unsent."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SessionInTLS if self.use_ssl else _Session

    def _close_connection(self, connection: smtplib.SMTP) -> None:
        with contextlib.suppress(OSError):  # smtplib's own errors are among them
            connection.quit()
        connection.close()


def hand_over(message: EmailMessage) -> None:
    """Give one message to the mail server, on a connection of its own; raises what went wrong."""
    connection = get_connection()
    try:
        _open(connection)
        connection.send_messages([message])
    finally:
        connection.close()


def _open(connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError:
        raise
    except smtplib.SMTPResponseException as error:
        raise ConnectionRefusedError from error


def fault_of(error: Exception) -> Mail.Fault:
    """The class of what went wrong; what the server said may name people, and is not kept."""
    match error:
        case Uncertain():
            return Mail.Fault.UNCERTAIN
        case smtplib.SMTPAuthenticationError():
            return Mail.Fault.LOGIN
        case smtplib.SMTPRecipientsRefused():
            return _fault_of_code(max(code for code, _said in error.recipients.values()))
        case smtplib.SMTPResponseException():
            return _fault_of_code(error.smtp_code)
        case smtplib.SMTPServerDisconnected() if not isinstance(error.__context__, TimeoutError):
            return Mail.Fault.DROPPED
        case TimeoutError() | smtplib.SMTPServerDisconnected():
            return Mail.Fault.SILENT
        case smtplib.SMTPException():
            return Mail.Fault.OTHER
        case OSError():
            return Mail.Fault.UNREACHABLE
    return Mail.Fault.OTHER


def _fault_of_code(code: int) -> Mail.Fault:
    return Mail.Fault.LATER if 400 <= code < 500 else Mail.Fault.REFUSED
