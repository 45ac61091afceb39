"""What is known with which certainty, and from which day on."""

from enum import StrEnum

from ansinh.kernel.language import Bilingual, Language


class Evidence(StrEnum):
    """How sure an entry of a code list or a criterion is."""

    VERIFIED = "verified"  # read in a copy of a source
    RECALLED = "recalled"  # from memory of law and practice: confirm before use in a decision
    DOUBTFUL = "doubtful"  # recalled with doubt: shown, never used to find fault
    STATED = "stated"  # by the agency, in a file of its own

    def text(self, language: Language | None = None) -> str:
        return _NAMES[self].text(language)


_NAMES = {
    Evidence.VERIFIED: Bilingual("đã đối chiếu", "verified"),
    Evidence.RECALLED: Bilingual("theo trí nhớ, chưa đối chiếu văn bản gốc", "recalled, not checked"),
    Evidence.DOUBTFUL: Bilingual("còn nghi ngờ", "doubtful"),
    Evidence.STATED: Bilingual("do đơn vị khai báo", "stated by the agency"),
}
