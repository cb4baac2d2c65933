# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Texts of allauth that stand on our pages and in our mails, named here so that our catalogue says them our way."""

from django.utils.translation import gettext_noop as _

BORROWED = (
    _("Are you sure?"),
    _("Be patient, you are sending too many requests."),
    _("Do you really want to remove the selected email address?"),
    _("Enter an authenticator code:"),
    _("Forgot Password?"),
    _("Forgot your password?"),
    _("Forgotten your password? Enter your email address below, and we'll send you an email allowing you to reset it."),
    _("New Password (again)"),
    _("Password (again)"),
    _("Save them  in a secure location now — they won't be shown again."),
    _("The following email addresses are associated with your account:"),
    _(
        "The password reset link was invalid, possibly because it has already been used.  Please request a "
        '<a href="%(passwd_reset_url)s">new password reset</a>.'
    ),
    _("You are about to deactivate authenticator app based authentication. Are you sure?"),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
    _("You cannot remove your primary email address (%(email)s)."),
    _("Your account is protected by two-factor authentication. Please enter an authenticator code:"),
    # Mails
    _(
        "If you do not recognize this change then please take proper security precautions immediately. The change to "
        "your account originates from:\n\n- IP address: %(ip)s\n- Browser: %(user_agent)s\n- Date: %(timestamp)s"
    ),
    _(
        "You are receiving this email because you or someone else tried to signup for an\naccount using email address:"
        "\n\n%(email)s\n\nHowever, an account using that email address already exists.  In case you have\nforgotten "
        "about this, please use the password forgotten procedure to recover\nyour account:\n\n%(password_reset_url)s"
    ),
    _(
        "You are receiving this email because you, or someone else, tried to access an account with email %(email)s. "
        "However, we do not have any record of such an account in our database."
    ),
    _("You are receiving this mail because the following change was made to your account:"),
    _(
        "You're receiving this email because you or someone else has requested a password reset for your user "
        "account.\nIt can be safely ignored if you did not request a password reset. Click the link below to reset "
        "your password."
    ),
)
