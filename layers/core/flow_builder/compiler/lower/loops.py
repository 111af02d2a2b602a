"""Loops to states, in one of the four shapes of `history.shape`."""

from typing import TYPE_CHECKING, Any

from flow_builder.compiler.asl.states import follow
from flow_builder.compiler.lower.history import batch, shape
from flow_builder.compiler.lower.tasks import WHERE
from flow_builder.compiler.stages import Repeat

if TYPE_CHECKING:
    from flow_builder.compiler.lower.parts import Level, Lowering

_ITEM = {**WHERE, "path.$": "$$.Map.Item.Value.path"}


def put(lowering: "Lowering", repeat: Repeat, level: "Level", following: str | None) -> str:
    """Adds the states of a loop; returns the first one's name.

    All begin alike: a task that makes the items, a Choice whether there is anything to do; and they end with a task
    that makes the loop's result of what the iterations recorded.
    """
    step, form = repeat.loop.step, shape(repeat)
    name = lowering.named(step.node)
    end = lowering.add(
        level,
        lowering.names.claim(name, ": collect"),
        lowering.control(level, "end", step.node, following, seconds=900),
    )
    match form:
        case "counted":
            start = _one_by_one(lowering, repeat, level, end)
        case "batches":
            start = _batches(lowering, repeat, level, end)
        case _:
            start = _side_by_side(lowering, repeat, level, end, inline=form == "mapped")
    begun = lowering.choose(level, lowering.names.claim(name, ": begun?"), [("run", start)], following)
    return lowering.add(level, name, lowering.control(level, "begin", step.node, begun, form=form))


def _one_by_one(lowering: "Lowering", repeat: Repeat, level: "Level", following: str | None, **limit: Any) -> str:
    """Adds a circle: a task that asks for the next iteration, a Choice, the body."""
    step = repeat.loop.step
    name = lowering.named(step.node)
    ask = lowering.names.claim(name, ": next")
    more = lowering.names.claim(name, ": more?")
    lowering.add(level, ask, lowering.control(level, "next", step.node, more, **limit))
    body = lowering.put(repeat.body, level, ask)
    lowering.choose(level, more, [("more", body)], following)
    if not limit:
        return ask
    # The first question of a batch is answered without looking at the limit, which the batch before has met.
    first = lowering.names.claim(name, ": first")
    return lowering.add(level, first, lowering.control(level, "next", step.node, more))


def _batches(lowering: "Lowering", repeat: Repeat, level: "Level", following: str) -> str:
    """Adds a circle of batches, each with a history of its own: a distributed Map of one item."""
    from flow_builder.compiler.lower.parts import Level

    name = lowering.named(repeat.loop.step.node)
    inner = Level()
    start = _one_by_one(lowering, repeat, inner, None, most=batch(repeat))
    state = {
        "Type": "Map",
        "ItemsPath": "$.batch",
        "MaxConcurrency": 1,
        "ItemSelector": _ITEM,
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            **lowering.closed(inner, start),
        },
        "OutputPath": "$[0]",
        **level.caught(),
    }
    some, rest = lowering.names.claim(name, ": batch"), lowering.names.claim(name, ": rest?")
    lowering.add(level, some, follow(state, rest))
    lowering.choose(level, rest, [("rest", some)], following)
    return some


def _side_by_side(lowering: "Lowering", repeat: Repeat, level: "Level", following: str, *, inline: bool) -> str:
    """Adds a Map; where the first failure keeps further iterations from starting, each asks whether it may."""
    from flow_builder.compiler.lower.parts import Level

    step = repeat.loop.step
    inner = Level()
    start = lowering.put(repeat.body, inner, None)
    if step.config.get("on_item_error", "fail") not in ("collect", "skip"):
        name = lowering.named(step.node)
        may = lowering.choose(inner, lowering.names.claim(name, ": may?"), [("run", start)], None)
        enter = lowering.control(inner, "enter", step.node, may)
        start = lowering.add(inner, lowering.names.claim(name, ": enter"), enter)
    mode = {"Mode": "INLINE"} if inline else {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    state = {
        "Type": "Map",
        **({"ItemsPath": "$.items"} if inline else _stored(lowering)),
        **_concurrency(repeat),
        "ItemSelector": _ITEM,
        "ItemProcessor": {"ProcessorConfig": mode, **lowering.closed(inner, start)},
        "ResultPath": None,
        **level.caught(),
    }
    each = lowering.names.claim(lowering.named(step.node), ": each")
    return lowering.add(level, each, follow(state, following))


def _stored(lowering: "Lowering") -> dict[str, Any]:
    """Returns where a distributed Map reads its items and writes what its iterations answered."""
    bucket = lowering.target.bucket
    return {
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "JSON"},
            "Parameters": {"Bucket": bucket, "Key.$": "$.items_key"},
        },
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Parameters": {"Bucket": bucket, "Prefix.$": "$.results"},
        },
    }


def _concurrency(repeat: Repeat) -> dict[str, Any]:
    concurrency = repeat.loop.step.config.get("concurrency", 1)
    if isinstance(concurrency, int):
        return {"MaxConcurrency": concurrency}
    return {"MaxConcurrencyPath": "$.at_once"}
