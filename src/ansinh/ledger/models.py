"""The ledger: what was reported, by whom, from which cell. Every table here only grows; the database refuses the rest.

Three times. ``period`` is what a fact is about. ``reported_on`` is declared: the date of the report or document.
``recorded_at`` is the system's own clock, set by the database.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ansinh.indicators.models import Breakdown, Indicator
from ansinh.kernel.language import Language, Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import Hedge
from ansinh.places.models import Unit


class Kind(models.IntegerChoices):
    """What sort of fact: what happened, an estimate of it, what was assigned, a bar to reach."""

    ACTUAL = 1, "actual"
    ESTIMATE = 2, "estimate"
    TARGET = 3, "target"
    THRESHOLD = 4, "threshold"


class State(models.TextChoices):
    """Of a submission. A DRAFT lacks explanations; figures count from APPROVED on; LOCKED takes no corrections, until
    it is UNLOCKED: approved again as before."""

    DRAFT = "draft"
    CHECKED = "checked"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    LOCKED = "locked"
    UNLOCKED = "unlocked"


class Severity(models.TextChoices):
    """Of a finding: whether a file waits for its explanation."""

    EXPLAIN = "explain"
    NOTE = "note"


STATE_NAMES: dict[State, Message] = {
    State.DRAFT: _("draft"),
    State.CHECKED: _("checked"),
    State.SUBMITTED: _("submitted"),
    State.RETURNED: _("returned"),
    State.APPROVED: _("approved"),
    State.LOCKED: _("locked"),
    State.UNLOCKED: _("unlocked"),
}

MOST_FACTS = 2**24  # of one submission
HEDGES = tuple(Hedge)  # the ledger keeps a hedge as its place here: append only


class Submission(models.Model):
    """One file of figures, the unit of work. Its states are events; nothing in this row ever changes.

    Without an event it is being staged: its observations are on their way in, and nobody sees it. ``content_sha256`` is
    of all that it will hold, row by row: the same file read in the same way takes up what an interrupted run left.
    """

    mutable: ClassVar[bool] = False

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    reported_on = models.DateField()
    document = models.TextField(blank=True)
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    facts_sha256 = models.CharField(max_length=64, db_index=True)
    content_sha256 = models.CharField(max_length=64, db_default="")  # empty: recorded before there was staging
    sheets = models.JSONField()
    fact_count = models.PositiveIntegerField()
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(corrects=None) | ~Q(reason=""), name="correction_has_reason"),
            models.UniqueConstraint(fields=["file_sha256", "content_sha256"], name="staged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"

    @property
    def first_key(self) -> int:
        """Primary key of its first observation; the others follow."""
        return int(self.pk) * MOST_FACTS


class SubmissionEvent(models.Model):
    """A submission entered a state. The latest event says which state it is in."""

    mutable: ClassVar[bool] = False

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=10, choices=State.choices)
    actor = models.CharField(max_length=150)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission"], condition=Q(state="draft"), name="published_once"),
            models.UniqueConstraint(fields=["submission"], condition=Q(state="approved"), name="approved_once"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.state}"


class SubmissionFinding(models.Model):
    """What the check of the file found, kept with it in both languages. ``position`` counts from zero."""

    mutable: ClassVar[bool] = False

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, db_index=False, related_name="findings")
    position = models.IntegerField()
    sheet = models.TextField(blank=True)
    cell = models.CharField(max_length=40, blank=True)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    check_name = models.CharField(max_length=40)
    cause_vi = models.TextField()
    cause_en = models.TextField()
    remedy_vi = models.TextField()
    remedy_en = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "position"], name="finding_once"),
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="severity_known"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.place} {self.check_name}"

    @property
    def place(self) -> str:
        return "!".join(part for part in (self.sheet, self.cell) if part)

    def cause(self, language: Language) -> str:
        return self.cause_vi if language == "vi" else self.cause_en

    def remedy(self, language: Language) -> str:
        return self.remedy_vi if language == "vi" else self.remedy_en


class Explanation(models.Model):
    """Why a finding is right all the same. The latest of a finding is the one that holds."""

    mutable: ClassVar[bool] = False

    finding = models.ForeignKey(SubmissionFinding, on_delete=models.PROTECT, related_name="explanations")
    text = models.TextField()
    actor = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="explanation_says_something")]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.text}"


class Observation(models.Model):
    """One fact: indicator × unit × period × breakdown × kind → value, with the cell it came from.

    ``value`` counts the smallest steps that the indicator's base unit keeps (BaseUnit.scale decimals: whole đồng and
    persons, millionths of a per cent): an integer, so that both databases add exactly. Dates are yyyymmdd integers:
    half the size of a date in SQLite, and the index is most of the ledger. The primary key is given, not drawn: the
    facts of a submission follow each other (``first_key``), so that they are found without an index of their own. On
    PostgreSQL its references are guarded by a trigger for each statement, not row by row.
    """

    mutable: ClassVar[bool] = False

    id = models.BigIntegerField(primary_key=True)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, db_index=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False)
    breakdown = models.ForeignKey(Breakdown, on_delete=models.PROTECT, db_index=False)
    period_start = models.IntegerField()
    period_end = models.IntegerField()
    kind = models.SmallIntegerField(choices=Kind.choices)
    value = models.BigIntegerField()
    hedge = models.SmallIntegerField(default=0)
    sheet = models.SmallIntegerField()
    row = models.IntegerField()
    column = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(period_start__lte=F("period_end")), name="period_in_order"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="kind_known"),
        ]
        indexes = [models.Index(fields=["period_end", "unit", "indicator"], name="observation_key")]

    def __str__(self) -> str:
        return f"observation {self.pk}"


class Supersession(models.Model):
    """``new`` stands in place of ``old`` wherever ``new`` is seen. Written when the correction is approved."""

    mutable: ClassVar[bool] = False

    old = models.OneToOneField(Observation, primary_key=True, on_delete=models.PROTECT, related_name="superseded_by")
    new = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="supersedes")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return f"{self.new_id} for {self.old_id}"


class RollUp(models.Model):
    """The sum of an area's parts as it stood after one approval; derived, kept so that a country costs one look-up.

    Complete when ``parts_reported`` equals ``parts_expected``. ``reported_on``: the latest among its facts; a question
    as reported before that day is answered by summing the parts anew.
    """

    mutable: ClassVar[bool] = False

    approval = models.ForeignKey(SubmissionEvent, on_delete=models.PROTECT, db_index=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False)
    breakdown = models.ForeignKey(Breakdown, on_delete=models.PROTECT, db_index=False)
    period_start = models.IntegerField()
    period_end = models.IntegerField()
    kind = models.SmallIntegerField(choices=Kind.choices)
    value = models.BigIntegerField()
    hedge = models.SmallIntegerField()
    reported_on = models.DateField()
    parts_reported = models.IntegerField()
    parts_expected = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["period_end", "unit", "indicator"], name="roll_up_key")]

    def __str__(self) -> str:
        return f"roll-up {self.pk}"
