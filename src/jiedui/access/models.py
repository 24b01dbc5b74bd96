"""Users, grants and the log of what was done. Private to this app."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Finds users by their sign-in name."""


class User(AbstractBaseUser):
    """A person who signs in."""

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username


class Grant(models.Model):
    """A role that a user holds within a place ("" = everywhere)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=16)
    place = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role", "place"], name="grant_once")]

    def __str__(self) -> str:
        return f"{self.user_id}:{self.role}@{self.place}"


class ActionLog(models.Model):
    """One command that was carried out; written in the command's own transaction."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    permission = models.CharField(max_length=64)
    subject = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.permission} {self.subject}"


class Office(models.Model):
    """Whose programme this book keeps: one row. `place` is the donor district's key."""

    place = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.place


class Token(models.Model):
    """A token with which another program reads for a user; only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    words = models.CharField(max_length=200)
    place = models.CharField(max_length=64, blank=True, default="")
    given_by = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.words}"
