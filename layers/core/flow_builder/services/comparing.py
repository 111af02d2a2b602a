"""Two runs side by side: which steps went otherwise, and what they gave."""

from dataclasses import dataclass, field
from typing import Any

from flow_builder.domain.diff import DocumentDiff, diff_documents
from flow_builder.domain.run import Run
from flow_builder.domain.step import StepRecord, path_text
from flow_builder.services.app import App

MAX_SHOWN = 1_000
"""Steps that are shown; the counts are of all."""


@dataclass(frozen=True, slots=True)
class Side:
    """How a step went in one of the runs."""

    status: str
    ms: int
    attempts: int
    ports: tuple[str, ...]
    error: str | None


@dataclass(frozen=True, slots=True)
class StepComparison:
    """One step of either run; a side is None when the step is not recorded there."""

    key: str
    path: str
    a: Side | None
    b: Side | None
    same_output: bool


@dataclass(slots=True)
class Comparison:
    """Two runs compared step by step; steps are those that differ, in order of the first run, then of the second."""

    a: Run
    b: Run
    same: int = 0
    different: int = 0
    steps: list[StepComparison] = field(default_factory=list)
    document: DocumentDiff = field(default_factory=DocumentDiff)
    same_input: bool = True
    same_output: bool = True


async def compare_runs(app: App, workspace: str, a: str, b: str) -> Comparison:
    """Returns what differs between two runs, of the same flow or not; times alone make no difference. NotFound."""
    first, second = await app.stores.runs.get(workspace, a), await app.stores.runs.get(workspace, b)
    documents = [await app.stores.flows.document(workspace, run.document) for run in (first, second)]
    found = Comparison(
        first,
        second,
        document=diff_documents(*documents),
        same_input=first.input == second.input,
        same_output=first.output == second.output and first.output_blob == second.output_blob,
    )
    sides = [{_place(each): each for each in await app.stores.runs.records(workspace, run)} for run in (a, b)]
    for place in dict.fromkeys((*sides[0], *sides[1])):
        compared = _compared(*place, sides[0].get(place), sides[1].get(place))
        if compared is None:
            found.same += 1
            continue
        found.different += 1
        if len(found.steps) < MAX_SHOWN:
            found.steps.append(compared)
    return found


def _place(record: StepRecord) -> tuple[str, str]:
    return record.key, path_text(record.path)


def _compared(key: str, path: str, a: StepRecord | None, b: StepRecord | None) -> StepComparison | None:
    """Returns the step's two sides if they differ in more than time, else None."""
    same_output = a is not None and b is not None and _output(a) == _output(b)
    if same_output and a is not None and b is not None and (a.status, a.ports) == (b.status, b.ports):
        return None
    return StepComparison(key, path, _side(a), _side(b), same_output)


def _output(record: StepRecord) -> Any:
    return record.preview if record.blob else record.output


def _side(record: StepRecord | None) -> Side | None:
    if record is None:
        return None
    error = (record.error or {}).get("message")
    ms = record.finished_at - record.started_at
    return Side(record.status.value, ms, record.attempts, tuple(record.ports), error)
