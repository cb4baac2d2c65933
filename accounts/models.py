# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Who: people, organizations as a tree, and the role that a person has at an organization and all below it."""

import uuid
import zoneinfo
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Length, Lower, StrIndex, Substr
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from accounts.listed import Listed


class UserManager(BaseUserManager["User"]):
    """People are found by e-mail address, in whatever case it was typed."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person; without a password nobody can sign in as them."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an operator of the site, who sees no answers in the product's pages by that alone."""
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account, who signs in with an e-mail address."""

    class Appearance(models.TextChoices):
        DEVICE = "device", _("Same as this device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True, help_text=_("Empty: as the browser asks."))
    appearance = models.CharField(_("appearance"), max_length=6, choices=Appearance, default=Appearance.DEVICE)
    is_curator = models.BooleanField(_("curator"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)
    held: list[str] | None = None  # the paths at which they have a role, where a request has read them

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Whether the person operates the site."""
        return self.is_superuser


class Role(models.TextChoices):
    """What a person may do at an organization and below; each role includes the ones after it."""

    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("OSPO manager")
    CONTRIBUTOR = "contributor", _("Contributor")
    VIEWER = "viewer", _("Viewer")

    def includes(self, other: "Role") -> bool:
        """Whether this role may do what the other one may."""
        return list(Role).index(self) <= list(Role).index(other)


class OrganizationQuerySet(MP_NodeQuerySet):
    def known_to(self, user: User) -> Self:
        """Those at which the person has a role, with it as `role`: for finding one; `visible_to` lists them."""
        return self.with_role(user).filter(role__isnull=False)

    def with_role(self, user: User) -> Self:
        """All of them with the person's `role`, None where they have none: whoever finds one asks for it."""
        return self.annotate(role=highest_role(user, "path"))

    def with_held(self, user: User) -> Self:
        """All of them with the paths at which the person has a role as `held`, one after the other with commas."""
        held = Membership.objects.filter(user=user).values("user")
        return self.annotate(held=Subquery(held.annotate(paths=Listed("organization__path")).values("paths")))

    def visible_to(self, user: User) -> Self:
        """Organizations at or below one at which the person has a role."""
        return self.below_any(Membership.objects.filter(user=user).values_list("organization__path", flat=True))

    def below_any(self, paths: Iterable[str]) -> Self:
        """Organizations at or below those of some paths; none without any."""
        below = Q(pk__in=[])
        for path in paths:
            below |= below_path("path", path)
        return self.filter(below)


class OrganizationManager(MP_NodeManager.from_queryset(OrganizationQuerySet)):  # type: ignore[misc]  # made at run time
    """treebeard's manager, which names its own kind of queryset, with ours."""

    def get_queryset(self) -> OrganizationQuerySet:
        return OrganizationQuerySet(self.model, using=self._db).order_by("path")


class Organization(MP_Node):
    """A group, company, business unit or department; it stands in a tree, and a role at it holds for all below."""

    class Kind(models.TextChoices):
        GROUP = "group", _("Group")
        COMPANY = "company", _("Company")
        UNIT = "unit", _("Business unit")
        DEPARTMENT = "department", _("Department")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.COMPANY)
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC")
    language = models.CharField(_("language"), max_length=5, default="en")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    units_below = models.PositiveIntegerField(_("units below"), default=0, help_text=_("How many, however far below."))

    objects: ClassVar[Any] = OrganizationManager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        indexes: ClassVar = [
            # What stands directly below one, and what has something below itself, without reading all of a large tree.
            models.Index(fields=["depth", "path"], name="organization_by_depth"),
            models.Index(fields=["path"], condition=Q(numchild__gt=0), name="organization_with_units"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone in which the organization's days begin."""
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def lineage(self) -> list[str]:
        """The paths of this organization and of all above it, the root's first. Needs no query."""
        return [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]


class Membership(models.Model):
    """The role of one person at one organization."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="memberships", verbose_name=_("organization")
    )
    role = models.CharField(_("role"), max_length=11, choices=Role)
    since_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organization"], name="membership_one_role"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.organization}"


class Event(models.Model):
    """One line of an organization's audit trail: who changed people or the organization itself, when, and how."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="events")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    what = models.CharField(_("what"), max_length=40)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"


class Mail(models.Model):
    """A mail that waits, was sent, or could not be: `accounts.mail` leaves it, `accounts.sending` sends it."""

    class Fault(models.TextChoices):
        """What went wrong at the last try, without an address or a word of the server's."""

        UNREACHABLE = "unreachable", _("The mail server accepts no connection.")
        SILENT = "silent", _("The mail server did not answer in time.")
        LOGIN = "login", _("The mail server refused the login.")
        LATER = "later", _("The mail server asked to try again later.")
        REFUSED = "refused", _("The mail server refused the message.")
        DROPPED = "dropped", _("The mail server ended the connection.")
        UNCERTAIN = "uncertain", _("The connection ended before the mail server confirmed the message.")
        OTHER = "other", _("The mail could not be sent.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="+")
    to = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    purpose = models.CharField(_("purpose"), max_length=40)
    language = models.CharField(_("language"), max_length=5)
    unsubscribe = models.CharField(_("link that stops such mails"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"), null=True, help_text=_("Empty: sent, or given up."))
    claimed_until = models.DateTimeField(_("being sent until"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    last_error = models.CharField(_("last error"), max_length=11, choices=Fault, blank=True)
    possibly_sent = models.BooleanField(_("may have arrived"), default=False)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes: ClassVar = [models.Index(fields=["next_at"], name="mail_next_at")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sent_at=None) | Q(next_at=None), name="mail_sent_is_not_due")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def has_failed(self) -> bool:
        """Whether sending was given up."""
        return self.sent_at is None and self.next_at is None


class ReminderStop(models.Model):
    """A person wants no reminders of this kind; "" stands for every kind there is."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    stopped_at = models.DateTimeField(_("stopped at"))

    class Meta:
        verbose_name = _("stopped reminders")
        verbose_name_plural = _("stopped reminders")
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "kind"], name="reminder_stop_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"


class ReminderDay(models.Model):
    """Whether something waits for a person was looked at on this day, as it is where they are: once, by one run."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    day = models.DateField(_("day"))
    run = models.UUIDField(_("run"), help_text=_("Whoever came first."))

    class Meta:
        verbose_name = _("day of reminders")
        verbose_name_plural = _("days of reminders")
        indexes: ClassVar = [models.Index(fields=["day"], name="reminder_day_day")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "day"], name="reminder_day_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"


def below_path(field: str, path: str) -> Q:
    """A condition on `field`, a path: this organization and all below it, as one index range."""
    return Q(**{f"{field}__gte": path, f"{field}__lte": last_below(path)})


def last_below(path: str) -> str:
    """Where the paths end of all that stands below an organization."""
    return path + "Z" * Organization.steplen


def highest_role(user: User, path: str) -> Subquery:
    """The highest role that the person has at the organization of this path (a field's name) or above it; else null."""
    above = Substr(OuterRef(path), 1, Length("organization__path"))
    held = Membership.objects.filter(user=user, organization__path=above)
    rank = StrIndex(Value(" ".join(Role.values)), "role")  # the earlier in this line, the higher
    return Subquery(held.order_by(rank).values("role")[:1])
