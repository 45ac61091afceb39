"""How units stand to a threshold, as a table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.conf import settings

from ansinh.cli.registers.asking import Place, nobody_in
from ansinh.cli.registers.own import THRESHOLDS
from ansinh.cli.registers.sheets import Cell, Column, Sheet, Word, printed
from ansinh.cli.registers.units import UNIT_COLUMNS, Level, Units
from ansinh.cli.registers.words import SEXES
from ansinh.kernel.errors import NotFoundError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import format_percent
from ansinh.kernel.periods import short_date
from ansinh.places.models import UnitKind
from ansinh.registers.criteria.judging import Judgement, Standing, Status
from ansinh.registers.criteria.thresholds import (
    Threshold,
    Thresholds,
    UnitType,
)
from ansinh.registers.records import Sex
from ansinh.registers.snapshots.store import Snapshot

ORDER = (Status.AT_RISK, Status.NEARLY, Status.NOT_REACHED, Status.REACHED)
UNIT_TYPES = {"district": UnitType.DISTRICT, "province": UnitType.PROVINCE, "country": UnitType.COUNTRY}

COLUMNS = (
    replace(UNIT_COLUMNS[0], on_screen=False),
    UNIT_COLUMNS[1],
    Column("residents", _("Residents"), right=True),
    Column("insured", _("Insured"), right=True),
    Column("rate", _("Rate"), right=True),
    Column("threshold", _("Threshold"), right=True),
    Column("status", _("Status")),
    Column("missing", _("Persons missing"), right=True),
    Column("falls", _("Falls below on")),
    Column("to_renew", _("Must renew"), right=True),
)
BY_SEX = Column("by_sex", _("Of men and women"), width=30)


@dataclass(frozen=True)
class Asking:
    """``given``: a threshold stated on the command line, in place of the programme's."""

    snapshot: Snapshot
    place: Place
    day: date
    horizon: int
    units: Units
    known: Thresholds
    programme: str
    given: Threshold | None

    @property
    def name(self) -> str:
        return str(_("Threshold given")) if self.given else self.known.programmes[self.programme].text()

    def threshold_of(self, unit: str) -> Threshold | None:
        if self.given:
            return self.given
        kind = self._kind(unit)
        if kind is None:
            return None
        return self.known.find(self.programme, "" if kind is UnitType.COUNTRY else self._province(unit), kind, self.day)

    def _province(self, unit: str) -> str:
        communes = self.units.areas.communes
        inside = unit if unit in communes else next(code for code, units in self.units.lies_in.items() if unit in units)
        return communes[inside].province

    def _kind(self, unit: str) -> UnitType | None:
        """None: an office or a cluster."""
        commune = self.units.areas.communes.get(unit)
        if commune:
            return UnitType.of(commune.designation)
        if self.units.level is not Level.WHOLE:
            return UNIT_TYPES[self.units.level]
        return UNIT_TYPES[self.place.unit.level] if self.place.unit.kind == UnitKind.AREA else None

    def unknown(self) -> NotFoundError:
        return NotFoundError(
            _(
                "Of “{programme}” no threshold is known for these units on {day}.",
                programme=self.name,
                day=short_date(self.day),
            ),
            _(
                "Write it into {file} with its document, give it (--threshold 95), or take another programme: {known}.",
                file=settings.ENVIRONMENT.home / THRESHOLDS,
                known=", ".join(self.known.programmes),
            ),
        )

    def sheet(self, judged: Sequence[Judgement]) -> Sheet:
        told_by_sex = any(one.by_sex for one in judged)
        ordered = sorted(judged, key=lambda one: (ORDER.index(one.status), missing(one), one.unit))
        return Sheet(
            columns=(*COLUMNS, *((BY_SEX,) if told_by_sex else ())),
            rows=[(*self._cells(one), *((_by_sex(one),) if told_by_sex else ())) for one in ordered],
            title=_(
                "{programme}, {day}: {place}, register {name}",
                programme=self.name,
                day=short_date(self.day),
                place=self.place.title,
                name=self.snapshot.name,
            ),
            notes=[*self._counted(judged), *self._grounds(judged)],
            empty=nobody_in(self.place),
            facts={
                "snapshot": self.snapshot.name,
                "at": self.day.isoformat(),
                "programme": "" if self.given else self.programme,
                "horizon": self.horizon,
                "unit": self.place.unit.code,
                "level": self.units.level.value,
            },
        )

    def _cells(self, one: Judgement) -> tuple[Cell, ...]:
        everyone = one.all
        return (
            *self.units.cells(one.unit),
            everyone.count.residents,
            everyone.count.insured,
            percent(everyone.rate),
            Word(f"{'>' if one.threshold.strict else '>='}{one.threshold.share}", threshold_text(one.threshold)),
            Word(one.status.value, one.status.text()),
            missing(one),
            falls(one),
            max(standing.to_renew for standing in (everyone, *one.by_sex.values())),
        )

    def _counted(self, judged: Sequence[Judgement]) -> Iterator[Message | str]:
        counts = Counter(one.status for one in judged)
        yield ", ".join(f"{status.text()}: {printed(counts[status])}" for status in ORDER if counts[status])
        left_out = len(self.units.codes) - len(judged)
        if left_out:
            yield _("Units to which no threshold applies are left out: {count}.", count=printed(left_out))

    def _grounds(self, judged: Sequence[Judgement]) -> Iterator[Message]:
        for threshold in dict.fromkeys(one.threshold for one in judged):
            if threshold.document:
                yield _(
                    "{threshold}: {document} ({evidence}).",
                    threshold=threshold_text(threshold),
                    document=threshold.document,
                    evidence=threshold.evidence,
                )


def missing(one: Judgement) -> int:
    """How many more persons must be insured; where men and women must each reach it, so many of both."""
    return max(one.all.missing, sum(standing.missing for standing in one.by_sex.values()))


def falls(one: Judgement) -> date | None:
    """The first day looked at on which it is reached no longer, of all, of men or of women."""
    ahead = [standing.falls.day for standing in (one.all, *one.by_sex.values()) if standing.falls]
    return min(ahead, default=None)


def percent(share: Fraction) -> Decimal:
    return Decimal(100 * share.numerator) / share.denominator


def threshold_text(threshold: Threshold) -> str:
    """≥ 95%, > 93%."""
    number = (threshold.share * 100).normalize()
    decimals = max(0, -int(number.as_tuple().exponent))
    return f"{'>' if threshold.strict else '≥'} {format_percent(number, decimals)}"


def _by_sex(one: Judgement) -> str:
    """men 92,10% (missing 12); women 94,00%."""
    return "; ".join(_standing_text(sex, standing) for sex, standing in one.by_sex.items())


def _standing_text(sex: Sex, standing: Standing) -> str:
    rate = printed(percent(standing.rate))
    if not standing.missing:
        return f"{SEXES[sex]} {rate}"
    return str(_("{sex} {rate} (missing {count})", sex=SEXES[sex], rate=rate, count=printed(standing.missing)))
