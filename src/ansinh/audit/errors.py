"""What can be wrong with a question to the audit log."""

from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _


class HeadUnreadableError(InputError):
    def __init__(self, text: str) -> None:
        super().__init__(
            _("“{text}” is not the head of an audit log.", text=text),
            _("Give it as `ansinh audit head` printed it: the number, a colon, 64 letters and figures."),
        )
