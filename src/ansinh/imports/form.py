"""The form's layout: what `ansinh template` writes and `ansinh import` reads, said once.

Column A holds labels and unit codes, column B values and unit names, then one column an indicator. Above the table a
few labelled lines say what the sheet is about. Rows may be moved, and notes written anywhere outside the table.
"""

from ansinh.indicators.catalogue import Catalogue, IndicatorDefinition, Observed
from ansinh.kernel.language import message as _
from ansinh.kernel.names import fold
from ansinh.kernel.periods import Period, Shape
from ansinh.ledger.models import Kind

VERSION = "ansinh-1"

LABEL_COLUMN = 0
VALUE_COLUMN = 1
FIRST_INDICATOR_COLUMN = 2

FORM = "Mẫu biểu"
UNIT = "Mã đơn vị lập biểu"
PERIOD = "Kỳ số liệu"
KIND = "Loại số liệu"
REPORTED_ON = "Ngày báo cáo"
DOCUMENT = "Văn bản"
UNITS_ON = "Địa bàn theo ngày"  # may be left out: the day whose units are meant, else the period's last
INDICATOR_IDS = "Mã chỉ tiêu"
UNIT_CODE = "Mã đơn vị"
MEASURES = "Đơn vị tính"
TABLE_LABELS = frozenset(fold(label) for label in (INDICATOR_IDS, UNIT_CODE, MEASURES))
NEEDED = (FORM, UNIT, PERIOD, KIND, REPORTED_ON, DOCUMENT)
LABELS = {fold(label): label for label in (*NEEDED, UNITS_ON)}

PLANS_ARE_YEARLY = (
    _("A plan is assigned for a year."),
    _("Write the year as the period, for instance 2020."),
)

KINDS = {
    Kind.ACTUAL: "thực hiện",
    Kind.ESTIMATE: "ước thực hiện",
    Kind.TARGET: "kế hoạch",
    Kind.THRESHOLD: "ngưỡng",
}


def read_kind(text: str) -> Kind | None:
    """The form's Vietnamese word, or the English id (``target``)."""
    written = fold(text)
    return next((kind for kind, word in KINDS.items() if written in (fold(word), kind.label)), None)


def usual_indicators(catalogue: Catalogue, period: Period, kind: Kind) -> tuple[IndicatorDefinition, ...]:
    """What a form asks for when no indicators are named: of a month what is reported monthly, of a year also the
    yearly denominators, of a plan what has a plan, of thresholds the ratios that are measured against one."""
    valid = [indicator for indicator in catalogue.indicators.values() if indicator.valid_on(period.end)]
    match kind:
        case Kind.TARGET:
            return tuple(one for one in valid if catalogue.plan_of(one.id))
        case Kind.THRESHOLD:
            return tuple(one for one in valid if catalogue.count_of(one.id))
    wanted = tuple(Observed) if period.shape is Shape.YEAR else (Observed.AS_OF, Observed.YEAR_TO_DATE)
    return tuple(one for one in valid if one.observed in wanted and one.formula is None)


def may_hold(indicator: IndicatorDefinition, kind: Kind) -> bool:
    """Ratios are computed, never reported; but a target or a threshold may be set for one."""
    return indicator.reported or kind in (Kind.TARGET, Kind.THRESHOLD)


def fact_period(indicator: IndicatorDefinition, period: Period, kind: Kind) -> Period:
    """The period under which the ledger keeps a figure of this form."""
    match kind:
        case Kind.TARGET:
            return Period.year(period.year_number)
        case Kind.THRESHOLD:
            return period.as_of
    return indicator.fact_period(period)
