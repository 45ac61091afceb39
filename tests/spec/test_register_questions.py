"""Every case of the manual on every engine."""

import pytest

from ansinh.registers.engines.memory import MemoryEngine
from tests.spec.register_questions import coverage, lapses, movement, uninsured
from tests.spec.register_questions.case import Case

CASES = [case for page in (coverage, uninsured, lapses, movement) for case in page.CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_plain_engine_answers_as_the_manual_says(case: Case) -> None:
    registers = case.registers()
    engine = MemoryEngine(registers[-1], registers[0] if len(registers) > 1 else None)

    assert case.shown(engine.answer(case.question)) == case.expected()
