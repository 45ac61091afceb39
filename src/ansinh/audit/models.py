"""What was done, by whom, when, from where. Appended inside the transaction of the act; refers to nothing, outlives
all."""

import json
from typing import Any, ClassVar

from django.db import models


class Readable(json.JSONEncoder):
    """Vietnamese as it is written, so that the database can search it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False})


class Event(models.Model):
    """``id``: 1, 2, 3 … without a gap. ``previous``, ``hash``: see chain.py."""

    mutable: ClassVar[bool] = False

    id = models.BigIntegerField(primary_key=True)
    recorded_at = models.DateTimeField(editable=False)
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=100)
    subject = models.CharField(max_length=200, db_index=True)
    origin = models.CharField(max_length=100, blank=True)
    details = models.JSONField(default=dict, encoder=Readable)
    before = models.JSONField(null=True, encoder=Readable)
    after = models.JSONField(null=True, encoder=Readable)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = (
            models.Index(fields=["recorded_at"], name="audit_recorded_at"),
            models.Index(fields=["actor", "id"], name="audit_actor"),
            models.Index(fields=["action"], name="audit_action"),
        )

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.subject}"
