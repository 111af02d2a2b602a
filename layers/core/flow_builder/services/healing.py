"""Targets that a run healed: what it used in their place, and taking that over into the flow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from flow_builder.browser.targets import Targets
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document, load_document
from flow_builder.domain.flow import Flow
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.domain.value import JSON
from flow_builder.errors import InvalidInput
from flow_builder.nodes.base import marked_paths
from flow_builder.services.app import App

_TARGETS: TypeAdapter[Any] = TypeAdapter(Targets)


@dataclass(frozen=True, slots=True)
class Healed:
    """One target of a step that matched nothing, and what was used instead."""

    node: str
    step: str
    """The node's key."""
    action: str
    wanted: str
    target: dict[str, Any]
    """What the flow says: the first of the step's targets."""
    used: str
    score: float | None
    """How alike the element was to the one of earlier runs, 0 to 1; null when nothing was known of that."""
    suggested: list[dict[str, Any]]
    """Ranked targets that matched the element and no other."""
    times: int = 1
    """How often, in loops."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the healed targets in the draft: taken over, or left with the reason."""

    applied: list[Healed]
    left: list[tuple[Healed, str]]


async def list_healed(app: App, workspace: str, run: str) -> list[Healed]:
    """Returns the targets that a run's succeeded steps healed, in the order they were first needed."""
    await app.stores.runs.get(workspace, run)
    found: dict[tuple[str, str], Healed] = {}
    for record in await app.stores.runs.records(workspace, run):
        if record.status is Status.SUCCEEDED and not record.seeded:
            for healed in _of(record):
                before = found.get((healed.node, healed.wanted))
                found[healed.node, healed.wanted] = (
                    healed if before is None else replace(healed, times=before.times + 1)
                )
    return list(found.values())


def _of(record: StepRecord) -> Iterator[Healed]:
    for each in record.meta.get("healed", ()):
        yield Healed(node=record.node, step=record.key, **each)


async def apply_healed(
    app: App, workspace: str, flow: str, run: str, steps: Sequence[str] | None = None, rev: int | None = None
) -> tuple[Flow, FlowDocument, Applied]:
    """Puts the suggested targets of a run into a flow's draft; of the named steps only, if any are.

    Raises InvalidInput `heal.other_flow` for a run of another flow, Conflict `flow.changed` when `rev` is not the
    stored revision.
    """
    executed = await app.stores.runs.get(workspace, run)
    if executed.flow != flow:
        raise InvalidInput(
            f"The run {run} did not execute this flow.",
            code="heal.other_flow",
            hint="Give a run of the flow. Targets of a document that is not stored are changed in its file.",
            field="/run",
        )
    healed = [each for each in await list_healed(app, workspace, run) if steps is None or each.step in steps]
    document = dump_document(await app.stores.flows.draft(workspace, flow))
    nodes = {node["id"]: node for node in document["nodes"]}
    done = Applied([], [])
    for each in healed:
        if (reason := _apply(app, nodes.get(each.node), each)) is None:
            done.applied.append(each)
        else:
            done.left.append((each, reason))
    changed = load_document(document)
    return await app.stores.flows.save(workspace, flow, changed, rev), changed, done


def _apply(app: App, node: dict[str, Any] | None, healed: Healed) -> str | None:
    """Replaces the target in a node of the document; returns why it could not."""
    if node is None or node["type"] not in app.catalogue:
        return "the step is not in the draft any more"
    config = node.get("config", {})
    paths = dict.fromkeys(marked_paths(app.catalogue[node["type"]].config, "x-target"))
    places = [place for path in paths for place in _places(config, path.split("."))]
    meant = [(holder, name) for holder, name in places if _first(holder[name]) == healed.target]
    for holder, name in meant:
        holder[name] = _merged(healed, holder[name])
    return None if meant else "the draft has another target there, or one made by an expression"


def _places(value: JSON, path: Sequence[str]) -> Iterator[tuple[Any, Any]]:
    """Yields (holder, key) of every value at a path in which `*` stands for any index or key."""
    if not isinstance(value, dict | list):
        return
    if path[0] == "*":
        names: Sequence[Any] = list(value) if isinstance(value, dict) else range(len(value))
    else:
        names = [path[0]] if isinstance(value, dict) and path[0] in value else []
    holder: Any = value
    for name in names:
        if len(path) == 1:
            yield holder, name
        else:
            yield from _places(holder[name], path[1:])


def _first(written: JSON) -> dict[str, Any] | None:
    try:
        first: dict[str, Any] = _TARGETS.validate_python(written)[0].dump()
    except ValidationError:
        return None
    return first


def _merged(healed: Healed, written: JSON) -> list[Mapping[str, Any]]:
    """Returns the suggested targets, then those of the flow that are not among them; ten at most."""
    old = [target.dump() for target in _TARGETS.validate_python(written)]
    return [*healed.suggested, *(each for each in old[1:] if each not in healed.suggested)][:10]
