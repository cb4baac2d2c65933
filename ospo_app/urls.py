# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.urls import include, path

from accounts.views import inbox

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("inbox/", inbox, name="inbox"),
    path("", include("assessments.urls")),
]

handler400 = "ospo_app.errors.bad_request"
