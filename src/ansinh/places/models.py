"""Areas, offices and clusters, each with the time it was valid, and which was part of which when.

An area (administrative), an office (who reports) and a cluster (who competes) are different things. They share this
one table of units so that a fact can belong to exactly one of them and say which; a unit is keyed by its kind, its
code and the date it was valid from, because codes were given to other places on 2025-07-01.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from ansinh.kernel.language import Language, current_language


class UnitKind(models.TextChoices):
    AREA = "area"
    OFFICE = "office"
    CLUSTER = "cluster"


class Level(models.TextChoices):
    """Of an area or an office; a cluster has the level of its members."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


def key_of(code: str, valid_from: date | None) -> str:
    """How tables name a unit: its code, with the day it was valid from when that is known, because codes were given to
    other places: ``52`` is tỉnh Bình Định, ``52@2025-07-01`` tỉnh Gia Lai."""
    return f"{code}@{valid_from.isoformat()}" if valid_from else code


class Unit(models.Model):
    """``valid_from`` None: since a day that is not known. ``valid_to`` None: still valid; with ``end_unknown`` the last
    day on which it is known to have been valid: it ended some day after.

    A unit's figures may be summed from its parts only while the catalogue holds all of them: from
    ``parts_complete_from`` (None: never) to ``parts_complete_to`` (None: still).
    """

    mutable: ClassVar[bool] = True  # reference data, brought up to date by `ansinh setup`

    kind = models.CharField(max_length=10, choices=UnitKind.choices)
    level = models.CharField(max_length=10, choices=Level.choices)
    code = models.CharField(max_length=40)
    designation = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400)
    folded = models.CharField(max_length=200)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    end_unknown = models.BooleanField(default=False)
    parts_complete_from = models.DateField(null=True)
    parts_complete_to = models.DateField(null=True)
    latitude = models.FloatField(null=True)  # of a point within an area, WGS84 degrees
    longitude = models.FloatField(null=True)
    document = models.TextField(blank=True)

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "valid_from"], name="unit_once_from_a_date"),
            models.UniqueConstraint(
                fields=["kind", "code"], condition=Q(valid_from=None), name="unit_once_from_unknown_date"
            ),
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="unit_kind_known"),
            models.CheckConstraint(
                condition=Q(end_unknown=False) | Q(valid_to__isnull=False), name="unit_end_unknown_after_a_day"
            ),
        ]
        indexes = [models.Index(fields=["folded"], name="unit_folded")]

    def __str__(self) -> str:
        return f"{self.code} {self.full_name}"

    @property
    def key(self) -> str:
        return key_of(self.code, self.valid_from)

    @property
    def full_name(self) -> str:
        """With its designation: "tỉnh Hà Tĩnh"; a unit without one is its name: "Việt Nam"."""
        return f"{self.designation} {self.name}".strip()

    def text(self, language: Language | None = None) -> str:
        return self.full_name if (language or current_language()) == "vi" else self.name_en

    def valid_on(self, day: date) -> bool:
        starts = self.valid_from is None or self.valid_from <= day
        return starts and (self.valid_to is None or day <= self.valid_to)

    def parts_complete_on(self, day: date) -> bool:
        begins = self.parts_complete_from is not None and self.parts_complete_from <= day
        return begins and (self.parts_complete_to is None or day <= self.parts_complete_to)

    def day_within(self, day: date) -> date:
        """The day itself, or the nearest at which the unit was valid: a cluster of 2020 may be looked at in 2019,
        with the members that it had in its own time."""
        if self.valid_from is not None and day < self.valid_from:
            return self.valid_from
        if self.valid_to is not None and day > self.valid_to:
            return self.valid_to
        return day


class Relation(models.Model):
    """``part`` belonged to ``whole``: an area within an area, a member of a cluster, an area served by an office."""

    mutable: ClassVar[bool] = True  # reference data

    whole = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="part_relations")
    part = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="whole_relations")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    document = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["whole", "part", "valid_from"], name="relation_once_from_a_date"),
            models.UniqueConstraint(
                fields=["whole", "part"], condition=Q(valid_from=None), name="relation_once_from_unknown_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} in {self.whole_id}"

    def valid_on(self, day: date) -> bool:
        starts = self.valid_from is None or self.valid_from <= day
        return starts and (self.valid_to is None or day <= self.valid_to)


class Succession(models.Model):
    """What became of a unit that ended: all of it, or the share that its weight is of all its weights of that day, is
    from ``day`` on (part of) the new unit.

    A share cannot fail to sum to one. ``registered``: the weights are registered population; else they are equal for
    want of anything known, and whatever is computed with them is an estimate.
    """

    mutable: ClassVar[bool] = True  # reference data

    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="origins")
    day = models.DateField()
    weight = models.PositiveBigIntegerField()
    registered = models.BooleanField(default=False)
    document = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "day"], name="succession_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="succession_weighs_something"),
            models.CheckConstraint(condition=~Q(old=models.F("new")), name="succession_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id} on {self.day}"


class Outline(models.Model):
    """An area's limits as an agency gave them, for maps: a GeoJSON Polygon or MultiPolygon in WGS84 degrees."""

    mutable: ClassVar[bool] = True  # reference data

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="outline")
    geometry = models.JSONField()
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.unit_id} ({self.source})"
