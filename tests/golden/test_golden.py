"""Every folder here with a flow.yaml compiles to the plan.json, machine.json and diagnostics.json beside it, byte for byte.

`GOLDEN_UPDATE=1 pytest tests/golden/test_golden.py` writes them anew; read the difference before committing it.
"""

import json
import os
from pathlib import Path

import pytest

from flow_builder.compiler import Compiled, compile_flow
from flow_builder.compiler.asl.write import machine_text
from flow_builder.domain.documents import load_document
from flow_builder.domain.plan_json import plan_from_dict, plan_text, plan_to_dict
from tests.support.catalogue import CATALOGUE

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/flow.yaml"))


def _compile(case: Path) -> Compiled:
    return compile_flow(load_document((case / "flow.yaml").read_bytes()), CATALOGUE)


def _outputs(compiled: Compiled) -> dict[str, str]:
    found = [each.as_dict() for each in compiled.diagnostics]
    texts = {"diagnostics.json": json.dumps(found, indent=2, ensure_ascii=False) + "\n"}
    if compiled.plan is None or compiled.asl is None:
        return texts
    return {**texts, "plan.json": plan_text(compiled.plan), "machine.json": machine_text(compiled.asl)}


def test_there_are_cases() -> None:
    assert len(CASES) >= 12


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_compiles_to_what_is_stored(case: Path) -> None:
    made = _outputs(_compile(case))
    if os.environ.get("GOLDEN_UPDATE"):
        for name in ("plan.json", "machine.json"):
            (case / name).unlink(missing_ok=True)
        for name, text in made.items():
            (case / name).write_text(text, "utf-8")
    stored = {path.name: path.read_text("utf-8") for path in case.glob("*.json")}
    assert made == stored


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_compiles_to_the_same_bytes_every_time(case: Path) -> None:
    assert _outputs(_compile(case)) == _outputs(_compile(case))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_plan_survives_being_written_and_read(case: Path) -> None:
    plan = _compile(case).plan
    if plan is not None:
        assert plan_from_dict(json.loads(plan_text(plan))) == plan
        assert plan_to_dict(plan_from_dict(plan_to_dict(plan))) == plan_to_dict(plan)
