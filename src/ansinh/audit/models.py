"""What was done, by whom, when. Appended inside the transaction of the act itself; refers to nothing, outlives all."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class Event(models.Model):
    mutable: ClassVar[bool] = False

    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=100)
    subject = models.CharField(max_length=200, db_index=True)
    details = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.subject}"
