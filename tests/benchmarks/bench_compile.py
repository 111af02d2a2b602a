"""Compiling flows of 1,000 nodes, beside reading the same document as JSON and validating it with pydantic."""

import json
import random
import statistics
import time
from typing import Any

from flow_builder.compiler import compile_flow
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document, load_document
from tests.benchmarks.figures import median_ms, show
from tests.support.catalogue import CATALOGUE

NODES = 1_000
BUDGET_MS = 100.0

Json = dict[str, Any]


def _node(number: int, type_: str = "test.echo", config: Json | None = None) -> Json:
    return {"id": f"n{number}", "key": f"step_{number}", "type": type_, "config": config or {}}


def _edge(source: int, target: int, port: str = "out") -> Json:
    return {"source": f"n{source}", "source_port": port, "target": f"n{target}"}


def _reading(number: int) -> Json:
    return {"value": {"name": _read(f"{number}.name"), "sum": _read(f"{number}.n + 1")}}


def _read(rest: object) -> str:
    return f"{{{{ steps.step_{rest} }}}}"


def chain() -> Json:
    """One after the other, each reading the one before by a path and by an expression."""
    nodes = [_node(0, "test.start"), *(_node(each, config=_reading(each - 1)) for each in range(1, NODES))]
    return {"nodes": nodes, "edges": [_edge(each, each + 1) for each in range(NODES - 1)]}


def wide() -> Json:
    """All side by side between a start and an end."""
    last = NODES - 1
    nodes = [_node(0, "test.start"), *(_node(each, config=_reading(0)) for each in range(1, NODES))]
    inner = range(1, last)
    return {"nodes": nodes, "edges": [*(_edge(0, each) for each in inner), *(_edge(each, last) for each in inner)]}


def mixed() -> Json:
    """Conditions whose sides meet again, one after the other, and a loop with a body at every tenth."""
    nodes, edges = [_node(0, "test.start")], []
    last = 0
    while len(nodes) < NODES - 6:
        at = len(nodes)
        nodes.append(_node(at, "core.condition", {"when": _read(f"{last}.n > 3")}))
        nodes += [_node(at + 1, config=_reading(last)), _node(at + 2, "test.effect", {"value": "{{ input.x }}"})]
        nodes.append(_node(at + 3, config=_reading(at)))
        edges += [_edge(last, at), _edge(at, at + 1, "true"), _edge(at, at + 2, "false")]
        edges += [_edge(at + 1, at + 3), _edge(at + 2, at + 3)]
        last = at + 3
        if at % 10 == 1:
            loop = {"over": {"kind": "each", "items": _read(last)}}
            nodes.append(_node(at + 4, "core.loop", loop))
            nodes.append({**_node(at + 5, config={"value": "{{ item }}"}), "parent": f"n{at + 4}"})
            edges.append(_edge(last, at + 4))
            last = at + 4
    return {"nodes": nodes, "edges": edges}


def tangled() -> Json:
    """Two edges from random earlier nodes to each: far from series-parallel."""
    draw = random.Random(1)
    nodes = [_node(0, "test.start"), *(_node(each) for each in range(1, NODES))]
    edges = [_edge(draw.randrange(max(0, each - 30), each), each) for each in range(1, NODES) for _ in range(2)]
    return {"nodes": nodes, "edges": edges}


def _first_time(shape: Json) -> float:
    """Returns the milliseconds of a compilation none of whose expressions was ever read before."""
    renamed = json.loads(json.dumps(shape).replace("step_", f"step{time.monotonic_ns()}_"))
    document = load_document({"name": "new", **renamed})
    started = time.perf_counter()
    compile_flow(document, CATALOGUE)
    return (time.perf_counter() - started) * 1_000


def main() -> None:
    """Prints a figure per shape, and what the first compilation takes when it has to read 2,000 expressions."""
    for shape in (chain, wide, mixed, tangled):
        document = load_document({"name": shape.__name__, **shape()})
        text = json.dumps(dump_document(document))
        compiled = compile_flow(document, CATALOGUE)
        assert compiled.plan is not None, compiled.errors[:3]
        reference = median_ms(lambda text=text: FlowDocument.model_validate(json.loads(text)))
        taken = median_ms(lambda document=document: compile_flow(document, CATALOGUE))
        name = f"compile {len(document.nodes):,} nodes, {shape.__name__} (budget {BUDGET_MS:.0f} ms)"
        show(name, taken, "ms", "json.loads + validation", reference)
    first = statistics.median(_first_time(chain()) for _ in range(5))
    show(f"compile {NODES:,} nodes, chain, every expression new", first, "ms")


if __name__ == "__main__":
    main()
