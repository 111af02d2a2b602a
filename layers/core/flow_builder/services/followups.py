"""Runs that follow from the end of another one: of its flow's error flow, and of flows that listen for it."""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from flow_builder.domain import limits
from flow_builder.domain.document import FlowDocument, Node
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.domain.wording import plain_message
from flow_builder.errors import InvalidInput, NotFound
from flow_builder.services import dead_letters
from flow_builder.services.app import App
from flow_builder.services.ends import Taker
from flow_builder.services.runs import Start, start_run

log = logging.getLogger(__name__)

TRIGGER = "trigger.flow_event"
_ERROR_FLOW: Literal["error_flow"] = "error_flow"
_FLOW_EVENT: Literal["flow_event"] = "flow_event"
_SUBFLOW = "subflow"
_KEPT_S = 1.0
"""How long it is trusted who listens; what this host publishes counts at once."""


def published(app: App, flow: str, document: FlowDocument) -> list[dict[str, Any]]:
    """Returns what a document's triggers listen for; InvalidInput for one that cannot be."""
    found: list[dict[str, Any]] = []
    for node in document.nodes:
        if node.type == TRIGGER and not node.disabled:
            config = _config(app, node)
            if config.which.kind == "flows" and set(config.which.flows) == {flow}:
                raise InvalidInput(
                    f"`{node.key}` listens to its own flow only, which it never hears.",
                    code="flow_event.itself",
                    details={"node": node.id},
                )
            found.append(config.model_dump(mode="json"))
    return found


def _config(app: App, node: Node) -> Any:
    said = "its settings hold an expression" if "{{" in str(node.config) else ""
    try:
        config = app.catalogue[TRIGGER].config.model_validate(node.config)
    except ValidationError as error:
        said = said or plain_message(error.errors()[0]["msg"])
    if said:
        raise InvalidInput(
            f"`{node.key}` cannot listen: {said}.",
            code="flow_event.invalid",
            hint="Listening begins when the flow is published, so its settings are plain values.",
            details={"node": node.id},
        )
    return config


def error_flow_taker(app: App) -> Taker:
    """Returns what starts the error flow of a failed run's flow; errors of error flows start none."""

    async def take(run: Run) -> None:
        try:
            document = await app.stores.flows.document(run.workspace, run.document)
        except NotFound:
            return
        flow = document.settings.error_flow
        if flow and flow not in run.chain:
            said = {"run": run.id, "flow": run.flow, "flow_name": run.flow_name, "error": run.error}
            await _start(app, run, flow, _ERROR_FLOW, said)

    return Taker("its error flow", lambda run: run.status is Status.FAILED and run.trigger != _ERROR_FLOW, take)


def listeners_taker(app: App) -> Taker:
    """Returns what starts the flows that listen for the end of a run."""
    listeners = _Listeners(app)
    return Taker("its listeners", listeners.may_concern, listeners.take)


@dataclass(frozen=True, slots=True)
class _Known:
    by_flow: Mapping[str, Sequence[Any]]
    """Configs of the triggers of each listening flow."""
    generation: int
    until: float


class _Listeners:
    def __init__(self, app: App) -> None:
        self._app = app
        self._known: dict[str, _Known] = {}

    def may_concern(self, run: Run) -> bool:
        """Tells whether anybody may listen: certainly nobody to error flows and runs of single steps."""
        if run.trigger == _ERROR_FLOW or run.only is not None:
            return False
        known = self._fresh(run.workspace)
        return known is None or bool(known.by_flow)

    async def take(self, run: Run) -> None:
        tags: tuple[str, ...] | None = None
        for flow, configs in (await self._load(run.workspace)).by_flow.items():
            if flow == run.flow or flow in run.chain:
                continue
            for config in configs:
                if config.which.kind == "tag" and tags is None:
                    tags = await self._tags(run)
                if _fits(config, run, tags or ()):
                    await self._start(run, flow, config)
                    break

    async def _start(self, run: Run, flow: str, config: Any) -> None:
        try:
            await self._app.stores.flows.get(run.workspace, flow)
        except NotFound:
            return  # in the trash
        await _start(self._app, run, flow, _FLOW_EVENT, _said(run, config))

    async def _tags(self, run: Run) -> tuple[str, ...]:
        try:
            return (await self._app.stores.flows.get(run.workspace, run.flow, deleted=True)).tags
        except NotFound:
            return ()

    def _fresh(self, workspace: str) -> _Known | None:
        known = self._known.get(workspace)
        generation = self._app.stores.flows.generation
        if known is None or known.generation != generation or known.until < time.monotonic():
            return None
        return known

    async def _load(self, workspace: str) -> _Known:
        known = self._fresh(workspace)
        if known is None:
            generation = self._app.stores.flows.generation
            found = await self._app.stores.flows.listeners(workspace)
            config = self._app.catalogue[TRIGGER].config
            by_flow = {flow: [config.model_validate(each) for each in listens] for flow, listens in found.items()}
            known = self._known[workspace] = _Known(by_flow, generation, time.monotonic() + _KEPT_S)
        return known


def _fits(config: Any, run: Run, tags: Sequence[str]) -> bool:
    """Tells whether a trigger listens for the end of a run."""
    if run.status.value not in config.outcomes or (run.trigger == _SUBFLOW and not config.subflows):
        return False
    if config.which.kind == "flows":
        return run.flow in config.which.flows
    if run.trigger == _FLOW_EVENT:
        return False
    return config.which.kind == "any" or config.which.tag in tags


def _said(run: Run, config: Any) -> dict[str, Any]:
    return {
        "run": run.id,
        "flow": run.flow,
        "flow_name": run.flow_name,
        "status": run.status.value,
        "error": run.error,
        "output": run.output if config.with_output else None,
        "trigger": run.trigger,
        "finished_at": run.finished_at,
    }


async def _start(
    app: App, run: Run, flow: str, trigger: Literal["error_flow", "flow_event"], said: dict[str, Any]
) -> None:
    """Starts what follows from a run, once however often it is called."""
    if len(run.chain) >= limits.MAX_CHAIN:
        log.warning("the %s %s of run %s is not started: too many runs led to it", trigger, flow, run.id)
        return
    key = f"{trigger}:{run.id}" if trigger == _ERROR_FLOW else f"{trigger}:{flow}:{run.id}"
    what = Start(flow=flow, trigger=trigger, input=said, chain=(*run.chain, run.flow), idempotency_key=key)
    await dead_letters.attempt(app, run.workspace, trigger, what, lambda: start_run(app, run.workspace, what))
