"""What a run will cost and what one has cost, in credits and in dollars."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flow_builder.domain import prices
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import document_hash
from flow_builder.domain.flow import FlowVersion
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.engine.estimate import Estimate, LoopCost, NodeCost, Range
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.errors import FlowBuilderError
from flow_builder.services.app import App

_CALL = "core.subflow"
_DEEPEST = 5
_DIGITS = 6
"""Of dollars: a step costs a few millionths."""


@dataclass(frozen=True, slots=True)
class _Dollars:
    """Dollars from least to most, as credits have it."""

    least: float = 0.0
    most: float | None = 0.0

    def plus(self, each: float, times: Range) -> "_Dollars":
        """Returns it with something that comes so often."""
        most = None if self.most is None or times.most is None else self.most + each * times.most
        return _Dollars(self.least + each * times.least, most)


async def estimate_flow(
    app: App, workspace: str, flow: str, version: int | None = None, *, draft: bool = False
) -> dict[str, Any]:
    """Returns what a run of a flow will cost: of a version, of the draft, or of what would run now.

    Raises NotFound, CompileFailed.
    """
    store = app.stores.flows
    if draft or version is not None:
        await store.get(workspace, flow)
    if version is not None:
        document = await store.document(workspace, (await store.version(workspace, flow, version)).document)
    elif draft:
        document = await store.draft(workspace, flow)
    else:
        document, _, _ = await store.current(workspace, flow)
    return await estimate_document(app, workspace, document)


async def estimate_document(app: App, workspace: str, document: FlowDocument) -> dict[str, Any]:
    """Returns what a run of a document will cost, node by node; CompileFailed."""
    prepared = app.machine.prepare(document, document_hash(document))
    nodes = [_node(prepared, each) for each in prepared.estimate.nodes]
    return {**await _price(app, workspace, prepared), "nodes": nodes}


async def priced(app: App, workspace: str, version: FlowVersion) -> dict[str, Any]:
    """Returns a published version with what a run of it will cost."""
    document = await app.stores.flows.document(workspace, version.document)
    prepared = app.machine.prepare(document, version.document)
    return {**version.model_dump(mode="json"), "estimate": await _price(app, workspace, prepared)}


async def _price(app: App, workspace: str, prepared: PreparedPlan) -> dict[str, Any]:
    found = prepared.estimate
    total, called = await _with_called(app, workspace, prepared, ())
    return {
        "credits": _range(total),
        "dollars": _shown(_dollars(prepared, found)),
        "loops": [_loop(each) for each in found.loops],
        "called": called,
        "prices_of": prices.AS_OF,
    }


def summary(estimate: Estimate) -> dict[str, Any]:
    """Returns the range alone, as validation shows it."""
    return _range(estimate.credits)


async def _with_called(
    app: App, workspace: str, prepared: PreparedPlan, above: tuple[str, ...]
) -> tuple[Range, list[dict[str, Any]]]:
    """Returns the credits of a plan with those of the flows that it calls, and these flows."""
    total, called = prepared.estimate.credits, []
    for each in prepared.estimate.nodes:
        if each.type != _CALL or each.times.most == 0:
            continue
        inner = await _called(app, workspace, prepared.steps[each.node].config.get("flow"), above)
        total += inner * each.times
        called.append({"node": each.node, "key": each.key, "credits": _range(inner)})
    return total, called


async def _called(app: App, workspace: str, flow: Any, above: tuple[str, ...]) -> Range:
    """Returns what a called flow costs: anything, when nobody can tell which one it is or it calls itself."""
    if not isinstance(flow, str) or "{{" in flow or flow in above or len(above) >= _DEEPEST:
        return Range(0, None)
    try:
        document, hash_, _ = await app.stores.flows.live(workspace, flow)
        prepared = app.machine.prepare(document, hash_)
    except FlowBuilderError:
        return Range(0, None)
    return (await _with_called(app, workspace, prepared, (*above, flow)))[0]


def _dollars(prepared: PreparedPlan, estimate: Estimate) -> _Dollars:
    total = _Dollars()
    for each in estimate.nodes:
        total = total.plus(_expected_dollars(prepared, each), each.times)
    return total


def _expected_dollars(prepared: PreparedPlan, cost: NodeCost) -> float:
    step = prepared.steps[cost.node]
    if step.disabled:
        return 0.0
    found = prices.compute_dollars(step.lane, prices.SECONDS[step.lane])
    if cost.type.startswith("ai."):
        model = step.config.get("model")
        known = prices.token_dollars(model, *prices.TOKENS_PER_STEP) if isinstance(model, str) else None
        found += known or prices.token_dollars(prices.DEFAULT_MODEL, *prices.TOKENS_PER_STEP) or 0.0
    return found


def _node(prepared: PreparedPlan, cost: NodeCost) -> dict[str, Any]:
    return {
        "node": cost.node,
        "key": cost.key,
        "type": cost.type,
        "price": cost.price,
        "times": _range(cost.times),
        "credits": _range(Range(cost.price, cost.price) * cost.times),
        "dollars": _shown(_Dollars().plus(_expected_dollars(prepared, cost), cost.times)),
    }


def _loop(cost: LoopCost) -> dict[str, Any]:
    return {
        "node": cost.node,
        "key": cost.key,
        "per_iteration": _range(cost.per_iteration),
        "max_iterations": cost.max_iterations,
    }


def _range(of: Range) -> dict[str, int | None]:
    return {"least": of.least, "most": of.most}


def _shown(of: _Dollars) -> dict[str, float | None]:
    return {
        "least": round(of.least, _DIGITS),
        "most": None if of.most is None else round(of.most, _DIGITS),
    }


# ---- what a run has cost


async def run_cost(app: App, workspace: str, run: str) -> dict[str, Any]:
    """Returns what a run has cost so far: credits by its steps, dollars by their durations and tokens. NotFound."""
    found = await app.stores.runs.get(workspace, run)
    prepared = app.machine.prepare(await app.stores.flows.document(workspace, found.document), found.document)
    counted: dict[str, dict[str, Any]] = {}
    cursor: str | None = None
    while True:
        records, cursor = await app.stores.runs.record_page(workspace, run, limit=1_000, cursor=cursor)
        for record in records:
            _count(counted, prepared, record)
        if cursor is None:
            break
    nodes = [{**each, "dollars": round(each["dollars"], _DIGITS)} for each in counted.values()]
    estimate = found.estimate or [0, None]
    return {
        "run": found.id,
        "status": found.status.value,
        "credits": sum(each["credits"] for each in nodes),
        "refunded": found.refundable,
        "reserved": found.reserved,
        "estimate": {"least": estimate[0] or 0, "most": estimate[1]},
        "dollars": round(sum(each["dollars"] for each in counted.values()), _DIGITS),
        "nodes": nodes,
        "prices_of": prices.AS_OF,
    }


def _count(counted: dict[str, dict[str, Any]], prepared: PreparedPlan, record: StepRecord) -> None:
    if record.seeded or record.status in {Status.SKIPPED, Status.CANCELED}:
        return
    line = counted.setdefault(
        record.node,
        {"node": record.node, "key": record.key, "type": record.type, "steps": 0, "credits": 0, "ms": 0}
        | {"tokens_in": 0, "tokens_out": 0, "dollars": 0.0},
    )
    ms = record.finished_at - record.started_at
    model, tokens_in, tokens_out = _tokens(record.output)
    line["steps"] += 1
    line["ms"] += ms
    line["tokens_in"] += tokens_in
    line["tokens_out"] += tokens_out
    if record.cached:
        return
    line["credits"] += prepared.price(record.node)
    line["dollars"] += prices.compute_dollars(prepared.steps[record.node].lane, ms / 1_000)
    line["dollars"] += prices.token_dollars(model, tokens_in, tokens_out) or 0.0


def _tokens(output: Any) -> tuple[str, int, int]:
    """Returns (model, tokens in, tokens out) of a step that asked a model: its output has `usage`, and `model`."""
    usage = output.get("usage") if isinstance(output, Mapping) else None
    if not isinstance(usage, Mapping):
        return "", 0, 0
    tokens = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")]
    counts = [each if isinstance(each, int) and each >= 0 else 0 for each in tokens]
    return str(output.get("model", "")), counts[0], counts[1]
