"""The indicators a database has facts of. What an indicator means is in catalogue.yaml; this is its short key."""

from typing import ClassVar

from django.db import models

TOTAL = "total"


class Indicator(models.Model):
    mutable: ClassVar[bool] = True  # rows are added when the catalogue grows

    id = models.SmallAutoField(primary_key=True)
    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class Breakdown(models.Model):
    """A part of an indicator: "total", or one group of one dimension ("payer_group:household")."""

    mutable: ClassVar[bool] = True  # rows are added when the catalogue grows

    id = models.SmallAutoField(primary_key=True)
    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name
