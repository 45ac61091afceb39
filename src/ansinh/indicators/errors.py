import difflib
from collections.abc import Iterable

from ansinh.kernel.errors import NotFoundError
from ansinh.kernel.language import message as _


class IndicatorUnknownError(NotFoundError):
    def __init__(self, written: str, known: Iterable[str]) -> None:
        near = difflib.get_close_matches(written, list(known), n=3)
        remedy = (
            _("Near to it: {near}.", near=", ".join(near)) if near else _("`ansinh indicators` lists the indicators.")
        )
        super().__init__(_("There is no indicator “{written}”.", written=written), remedy)
