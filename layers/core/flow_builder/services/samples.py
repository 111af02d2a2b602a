"""What an expression at a node could read: values that a run has recorded, else pinned outputs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic_core import from_json

from flow_builder.domain.document import FlowDocument, Node
from flow_builder.domain.run import Run
from flow_builder.domain.step import Path, StepRecord, path_text
from flow_builder.domain.value import JSON
from flow_builder.errors import FlowBuilderError, InvalidInput
from flow_builder.expressions import evaluate
from flow_builder.nodes.core.loop import each_items
from flow_builder.services.app import App
from flow_builder.services.graph import Graph
from flow_builder.store.runs import record_of, run_key, step_key

SET_VARS = "core.set_vars"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: a node (None: after all of them) and an iteration of the loops around it."""

    node: Node | None = None
    path: Path = ()


@dataclass
class Samples:
    """Values for a place in a document; `given` replaces what the run says, root by root and step by step."""

    app: App
    workspace: str
    document: FlowDocument
    run: Run | None
    place: Place
    given: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def graph(self) -> Graph:
        """The document's graph."""
        return Graph(self.document, self.app.catalogue)

    @cached_property
    def loops(self) -> list[Node]:
        """The loops around the place, outermost first."""
        return [self.graph.nodes[each] for each in self.graph.loops(self.place.node.id)] if self.place.node else []

    @cached_property
    def visible(self) -> list[Node]:
        """The nodes whose outputs can be read, in document order: those that have ended whenever the place is reached."""
        found = self._earlier(self.place.node.id) if self.place.node else {*self._level(None)}
        open_ = {each for node in found for each in (node, *self._inside(node))}
        return [node for node in self.document.nodes if node.id in open_]

    def _earlier(self, node: str) -> set[str]:
        """Returns what ends before a node or a container around it begins."""
        found: set[str] = set()
        todo = [source for each in (node, *self.graph.parents(node)) for source in self.graph.before[each]]
        while todo:
            each = todo.pop()
            if each not in found:
                found.add(each)
                todo += self.graph.before[each]
        return found

    def _inside(self, node: str) -> Iterator[str]:
        """Yields the nodes in a container that share its iteration."""
        for each in self._level(node) if not self.graph.is_loop(node) else ():
            yield each
            yield from self._inside(each)

    def _level(self, parent: str | None) -> Iterable[str]:
        return (each.id for each in self.document.nodes if each.parent == parent)

    async def scope(self, keys: set[str] | None, roots: set[str]) -> dict[str, Any]:
        """Returns the scope with these roots, and of `steps` these keys (None: all that can be read)."""
        scope: dict[str, Any] = {
            "input": self.input,
            "env": await self.env(),
            "run": self.facts,
            "vars": {},
            "steps": {},
        }
        if "vars" in roots:
            scope["vars"] = await self._vars()
        wanted = [node for node in self.visible if keys is None or node.key in keys]
        scope["steps"] = {node.key: await self.output(node) for node in wanted}
        scope["steps"] |= self.given.get("steps", {})
        if self.loops and roots & {"item", "index", "steps"}:
            await self._iterate(scope)
        return {**scope, **{name: value for name, value in self.given.items() if name != "steps"}}

    @property
    def input(self) -> JSON:
        """The run's input, else the defaults of the input schema."""
        if self.run is not None:
            return self.run.input
        properties = self.document.input_schema.get("properties", {})
        return {
            name: each["default"] for name, each in properties.items() if isinstance(each, dict) and "default" in each
        }

    async def env(self) -> dict[str, str]:
        """The document's and the workspace's variables."""
        return {**self.document.settings.env, **await self.app.machine.env(self.workspace)}

    @property
    def facts(self) -> dict[str, Any]:
        """What is in scope as `run`."""
        run = self.run
        if run is None:
            return {"id": "", "flow": self.document.id or "", "flow_name": self.document.name, "trigger": "manual"}
        return {
            "id": run.id,
            "flow": run.flow,
            "flow_name": run.flow_name,
            "started_at": run.started_at or run.created_at,
            "trigger": run.trigger,
            "version": run.version,
            "parent": run.parent,
            "depth": run.depth,
            "scheduled_at": run.scheduled_at,
        }

    async def output(self, node: Node) -> JSON:
        """Returns a node's recorded output at the place's iteration, else its pinned one, else null."""
        record = await self.record(node)
        if record is None:
            return node.pinned_output
        if record.blob is None:
            return record.output
        return from_json(await self.app.stores.artifacts.get(self.workspace, record.blob))

    async def record(self, node: Node) -> StepRecord | None:
        """Returns a node's record at the place's iteration, if there is one."""
        if self.run is None:
            return None
        path = self.place.path[: len(self.graph.loops(node.id))]
        key = run_key(self.workspace, self.run.id), step_key(node.id, path)
        item = await self.app.stores.runs.table.get(*key)
        return None if item is None else record_of(item.doc)

    async def _vars(self) -> dict[str, JSON]:
        found = [await self.record(node) for node in self.visible if node.type == SET_VARS]
        merged: dict[str, JSON] = {}
        for record in sorted((each for each in found if each is not None), key=lambda each: each.seq):
            merged.update(record.output or {})
        return merged

    async def _iterate(self, scope: dict[str, Any]) -> None:
        """Adds the iterations around the place: `item` and `index` of the innermost, `steps.<loop>` of each."""
        for depth, loop in enumerate(self.loops):
            index = self.place.path[depth]
            item = await self._item(loop, depth, scope)
            scope["item"], scope["index"] = item, index
            scope["steps"][loop.key] = {"item": item, "index": index}

    async def _item(self, loop: Node, depth: int, scope: dict[str, Any]) -> JSON:
        index = self.place.path[depth]
        edited = self.run.items if self.run is not None else {}
        place = f"{loop.id}@{path_text(self.place.path[: depth + 1])}"
        if place in edited:
            return edited[place]
        over = loop.config.get("over")
        if not isinstance(over, dict) or over.get("kind", "each") != "each":
            return index if isinstance(over, dict) and over.get("kind") == "count" else None
        outer = Samples(self.app, self.workspace, self.document, self.run, Place(loop, self.place.path[:depth]))
        try:
            items = each_items(evaluate(over.get("items"), {**await outer.scope(None, {"vars"}), **scope}))
        except FlowBuilderError:
            return None
        return items[index] if index < len(items) else None


async def samples_for(
    app: App,
    workspace: str,
    *,
    document: FlowDocument | None,
    flow: str | None,
    run: str | None,
    at: str | None,
    path: Path | None,
    given: dict[str, Any],
) -> Samples:
    """Returns the samples of a document (else of a flow's draft, else of what a run executed) and of a run.

    Without `run` it is the flow's last one. Raises NotFound, InvalidInput `run.bad_path`, `expression.no_flow`.
    """
    if flow is not None:
        document = document or await app.stores.flows.draft(workspace, flow)
        if run is None:
            runs, _ = await app.stores.runs.find(workspace, flow=flow, limit=1)
            run = runs[0].id if runs else None
    found = None if run is None else await app.stores.runs.get(workspace, run)
    if document is None and found is not None:
        document = await app.stores.flows.document(workspace, found.document)
    if document is None:
        if at is not None:
            raise InvalidInput("A step belongs to a flow, a run or a document.", code="expression.no_flow", field="/at")
        document = FlowDocument(name="Preview")
    graph = Graph(document, app.catalogue)
    node = None if at is None else graph.find(at)
    depth = 0 if node is None else len(graph.loops(node.id))
    if path is not None and len(path) != depth:
        raise InvalidInput(
            f"The step has {depth} loops around it, so its iteration path has that many numbers.",
            code="run.bad_path",
            field="/path",
        )
    return Samples(app, workspace, document, found, Place(node, path or (0,) * depth), given)
