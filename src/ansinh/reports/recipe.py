"""What a report is made from besides the ledger: kept with each report made, so that it can be made again."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypedDict

from ansinh.compare.bases import Base
from ansinh.compare.boundaries import Boundaries
from ansinh.documents.tree import Form
from ansinh.kernel.language import LANGUAGES, Language
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Scope
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit


class RecipeJson(TypedDict):
    unit: str
    period: str
    outline: str
    language: str
    against: list[str] | None
    boundaries: str
    years: list[int]
    about: str
    form: str | None
    text: str
    draft: bool
    reported_by: str | None
    recorded_by: str | None


@dataclass(frozen=True)
class Particulars:
    """What makes a document of a report that is issued. ``signer``: a name without academic titles."""

    number: str
    day: date
    signer: str


@dataclass(frozen=True)
class Recipe:
    """``unit``: its code. ``years``: across which the report looks, () for none. ``about``: what it reviews, a name
    that the outline knows or the title itself. ``text``: the officer's own paragraphs, Markdown. ``against``, ``form``
    None: as the outline has it."""

    unit: str
    period: Period
    outline: str
    language: Language
    scope: Scope = Scope()
    against: tuple[Base, ...] | None = None
    boundaries: Boundaries = Boundaries()
    years: tuple[int, ...] = ()
    about: str = ""
    form: Form | None = None
    text: str = ""

    def find_unit(self) -> Unit:
        return find_unit(self.unit, self.boundaries.on(self.period.end))

    def as_recorded_by(self, moment: datetime) -> "Recipe":
        """The same question about what the ledger knew at that moment."""
        return replace(self, scope=replace(self.scope, recorded_by=moment))

    def to_json(self) -> RecipeJson:
        scope = self.scope
        return {
            "unit": self.unit,
            "period": self.period.iso,
            "outline": self.outline,
            "language": self.language,
            "against": None if self.against is None else [base.written for base in self.against],
            "boundaries": self.boundaries.id,
            "years": list(self.years),
            "about": self.about,
            "form": self.form.value if self.form else None,
            "text": self.text,
            "draft": scope.draft,
            "reported_by": scope.reported_by.isoformat() if scope.reported_by else None,
            "recorded_by": scope.recorded_by.isoformat() if scope.recorded_by else None,
        }

    @classmethod
    def from_json(cls, kept: RecipeJson) -> "Recipe":
        reported, recorded = kept["reported_by"], kept["recorded_by"]
        boundaries = kept["boundaries"]
        return cls(
            unit=kept["unit"],
            period=Period.parse(kept["period"]),
            outline=kept["outline"],
            language=next(one for one in LANGUAGES if one == kept["language"]),
            scope=Scope(
                reported_by=date.fromisoformat(reported) if reported else None,
                recorded_by=datetime.fromisoformat(recorded) if recorded else None,
                draft=kept["draft"],
            ),
            against=None if kept["against"] is None else tuple(Base.parse(base) for base in kept["against"]),
            boundaries=Boundaries() if boundaries == Boundaries().id else Boundaries.parse(boundaries),
            years=tuple(kept["years"]),
            about=kept["about"],
            form=Form(kept["form"]) if kept["form"] else None,
            text=kept["text"],
        )
