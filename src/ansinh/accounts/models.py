"""Who may log in, and who has which role where and from when to when."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from ansinh.accounts.roles import Permission, Role, roles_with
from ansinh.accounts.usernames import MOST_CHARACTERS, normal_username
from ansinh.kernel.language import LANGUAGES
from ansinh.places.models import Unit
from ansinh.places.reads import COUNTRY_CODE


class Users(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=normal_username(username or ""))


class User(AbstractBaseUser):
    """``username`` is the name in the ledger and the audit log. A user is never deleted: only deactivated."""

    mutable: ClassVar[bool] = True

    username = models.CharField(max_length=MOST_CHARACTERS, unique=True)
    full_name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=[(one, one) for one in LANGUAGES], default="vi")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(condition=~Q(username=""), name="user_has_name"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="user_language_known"),
        ]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @property
    def is_staff(self) -> bool:
        """May open Django's admin: who manages catalogues or accounts of the whole country today. One query."""
        managing = roles_with(Permission.MANAGE_CATALOGUES) | roles_with(Permission.MANAGE_ACCOUNTS)
        today = holding(timezone.localdate())
        return self.is_active and self.assignments.filter(today, role__in=managing, unit__code=COUNTRY_CODE).exists()

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        """Django's admin asks this. What officers may do is asked of an Actor."""
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


def holding(day: date) -> Q:
    """Assignments in force on the day."""
    return Q(valid_from__lte=day) & unended(day)


def unended(day: date) -> Q:
    """Assignments in force on the day or later. One that ended before it began never is."""
    return (Q(ended_on=None) | Q(ended_on__gt=day)) & ~Q(ended_on=F("valid_from"))


class Assignment(models.Model):
    """A user's role within a unit and what lies under it. ``ended_on``: the first day on which it no longer holds, so
    that one can end on the very day it began; setting it is the only change."""

    mutable: ClassVar[bool] = True

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Role])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    valid_from = models.DateField()
    ended_on = models.DateField(null=True)
    granted_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["user__username", "valid_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=Q(ended_on=None), name="assigned_once_at_a_time"
            ),
            models.CheckConstraint(condition=Q(role__in=[one.value for one in Role]), name="assignment_role_known"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("valid_from")), name="assignment_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.ended_on is None or day < self.ended_on)
