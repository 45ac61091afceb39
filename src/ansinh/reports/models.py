"""Which reports were made, and which of them were issued. Both tables only grow; the database refuses the rest."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Made(models.Model):
    """A report as it was made: from what, when, and every number that it prints.

    ``printed``: the numbers with their passages, figures and facts, as `kept.py` packs them. ``versions``: of the
    program and the catalogue, and the last event of the ledger that it could have seen.
    """

    mutable: ClassVar[bool] = False

    reference = models.CharField(max_length=10, unique=True)
    recipe = models.JSONField()
    outline = models.CharField(max_length=100)
    draft = models.BooleanField()
    made_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    versions = models.JSONField()
    printed = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reference=""), name="made_has_reference")]

    def __str__(self) -> str:
        return self.reference


class Issue(models.Model):
    """A report that became a document. ``number``: without zeros before it, as the register knows it; ``year``: the
    register's, of ``day``. ``files``: format → name, digest and size of the bytes that are kept under the digest."""

    mutable: ClassVar[bool] = False

    made = models.OneToOneField(Made, on_delete=models.PROTECT, related_name="issue")
    issuer = models.CharField(max_length=300)
    number = models.CharField(max_length=10)
    symbol = models.CharField(max_length=50)
    year = models.SmallIntegerField()
    day = models.DateField()
    signer = models.CharField(max_length=150)
    actor = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    files = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "symbol", "year", "number"], name="number_given_once"),
            models.CheckConstraint(condition=~Q(number=""), name="issue_has_number"),
        ]

    def __str__(self) -> str:
        return f"{self.printed} {self.year}"

    @property
    def printed(self) -> str:
        """As on the paper: numbers below 10 take a zero (Nghị định 30/2020/NĐ-CP)."""
        return f"{self.number.zfill(2)}/{self.symbol}"
