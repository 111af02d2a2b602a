"""The join rule and the containers, executed the slow and obvious way: the meaning that the engine must have.

It knows nothing of plans. It looks at every undecided node of a level again and again until nothing changes.
"""

import re
from typing import Any

Json = dict[str, Any]
Key = tuple[str, str]
"""(node key, path text)."""

ERROR = "<error>"
"""Stands for every error value; which of several failures is told first is not part of the meaning tested here."""


class _Failed(Exception):
    def __init__(self, partial: Any = None) -> None:
        super().__init__()
        self.partial = partial


class Reference:
    """Executes one document; `results` maps (key, path) to (status, live ports, output)."""

    def __init__(self, document: Json) -> None:
        self.nodes = document["nodes"]
        self.edges = document["edges"]
        self.results: dict[Key, tuple[str, tuple[str, ...], Any]] = {}

    def run(self) -> str:
        """Returns the run's status."""
        return "failed" if self.level(None, {}, ()) else "succeeded"

    def level(self, parent: str | None, seen: Json, path: tuple[int, ...]) -> bool:
        """Executes the nodes of one level, adding outputs to `seen`; returns whether one failed unhandled."""
        level = [node for node in self.nodes if node.get("parent") == parent]
        live: dict[str, tuple[str, ...]] = {}
        broken: set[str] = set()
        failed = False
        undecided = {node["id"]: node for node in level}
        while undecided:
            for node in list(undecided.values()):
                incoming = [edge for edge in self.edges if edge["target"] == node["id"]]
                if any(edge["source"] in undecided for edge in incoming):
                    continue
                del undecided[node["id"]]
                if any(edge["source"] in broken for edge in incoming):
                    broken.add(node["id"])
                elif incoming and not any(edge["source_port"] in live[edge["source"]] for edge in incoming):
                    self.skip(node, seen, path)
                    live[node["id"]] = ()
                else:
                    first = next((e["source"] for e in incoming if e["source_port"] in live[e["source"]]), None)
                    ok, ports = self.node(node, seen, path, first)
                    live[node["id"]] = ports
                    if not ok:
                        broken.add(node["id"])
                        failed = True
        return failed

    def skip(self, node: Json, seen: Json, path: tuple[int, ...]) -> None:
        """Records a node as skipped, with what is inside it unless it is a loop."""
        self.results[node["key"], _text(path)] = ("skipped", (), None)
        seen[node["key"]] = None
        if node["type"] in {"core.try", "core.parallel"}:
            for inner in self.nodes:
                if inner.get("parent") == node["id"]:
                    self.skip(inner, seen, path)

    def node(self, node: Json, seen: Json, path: tuple[int, ...], first: str | None) -> tuple[bool, tuple[str, ...]]:
        """Executes one node; returns (whether it did not fail unhandled, its live ports)."""
        usual = _ports(node)[0]
        try:
            if node.get("disabled"):
                source = next((each["key"] for each in self.nodes if each["id"] == first), None)
                output, ports = (None if source is None else seen.get(source)), (usual,)
            else:
                output, ports = self.execute(node, seen, path)
            status = "succeeded"
        except _Failed as failure:
            status = "failed"
            if node["on_error"] == "fail":
                output, ports = failure.partial, ()
            else:
                output = {**(failure.partial or {}), "error": ERROR}
                ports = ("error",) if node["on_error"] == "branch" else (usual,)
        self.results[node["key"], _text(path)] = (status, ports, output)
        seen[node["key"]] = output
        return bool(ports) or status == "succeeded", ports

    def execute(self, node: Json, seen: Json, path: tuple[int, ...]) -> tuple[Any, tuple[str, ...]]:
        """Returns (output, live ports) of a node, or raises _Failed."""
        config = node["config"]
        match node["type"]:
            case "core.merge":
                return _value(config["value"], seen), ("out",)
            case "core.assert":
                if not _value(config["that"], seen):
                    raise _Failed
                return {"ok": True}, ("out",)
            case "core.condition":
                taken = bool(_value(config["when"], seen))
                return {"result": taken}, ("true" if taken else "false",)
            case "core.switch":
                names = [case["name"] for case in config["cases"] if _value(case["when"], seen)]
                names = names[:1] if config["mode"] == "first" else names
                return {"matched": names}, tuple(names) or ("default",)
            case "core.loop":
                return self.loop(node, seen, path), ("out",)
            case "core.try":
                if self.level(node["id"], seen, path):
                    return {"error": ERROR}, ("error",)
                return self.result(node, seen), ("out",)
            case _:
                if self.level(node["id"], seen, path):
                    raise _Failed
                return self.result(node, seen), ("out",)

    def loop(self, node: Json, seen: Json, path: tuple[int, ...]) -> Json:
        """Executes a loop; sequentially, because iterations cannot see each other."""
        config = node["config"]
        over = config["over"]
        items = over["items"] if over["kind"] == "each" else list(range(over["times"]))
        policy = config["on_item_error"]
        kept: list[Any] = []
        errors: list[Json] = []
        started = 0
        for index, item in enumerate(items):
            inner = {**seen, node["key"]: {"item": item, "index": index}, " item": item, " index": index}
            started += 1
            if self.level(node["id"], inner, (*path, index)):
                errors.append({"index": index, "item": item, "error": ERROR})
                if policy == "collect":
                    kept.append(None)
                if policy == "fail":
                    break
            else:
                kept.append(self.result(node, inner))
        output = {
            "items": kept,
            "errors": errors if policy != "skip" else [],
            "count": started,
            "succeeded": started - len(errors),
            "failed": len(errors),
        }
        if errors and policy == "fail":
            raise _Failed(output)
        return output

    def result(self, container: Json, seen: Json) -> Any:
        """Returns the result of a body: its only sink's output, or all sinks' by key."""
        sources = {edge["source"] for edge in self.edges}
        inside = [node for node in self.nodes if node.get("parent") == container["id"]]
        sinks = [node["key"] for node in inside if node["id"] not in sources]
        if len(sinks) == 1:
            return seen.get(sinks[0])
        return {key: seen.get(key) for key in sinks} if sinks else None


def _ports(node: Json) -> list[str]:
    from tests.support.random_flows import ports

    return ports(node)


def _text(path: tuple[int, ...]) -> str:
    return ".".join(map(str, path))


def _value(raw: Any, seen: Json) -> Any:
    """Evaluates the few expressions that random flows have."""
    if isinstance(raw, dict):
        return {name: _value(each, seen) for name, each in raw.items()}
    match raw:
        case "{{ item }}":
            return seen[" item"]
        case "{{ index }}":
            return seen[" index"]
        case "{{ index % 2 === 0 }}":
            return seen[" index"] % 2 == 0
        case "{{ index !== 1 }}":
            return seen[" index"] != 1
        case str() if found := re.fullmatch(r"\{\{ steps\.(\w+) \}\}", raw):
            return seen.get(found[1])
        case _:
            return raw


def without_errors(value: Any) -> Any:
    """Returns a JSON value with every error in it replaced by ERROR."""
    if isinstance(value, dict):
        if {"code", "message", "node"} <= value.keys():
            return ERROR
        return {name: without_errors(each) for name, each in value.items()}
    if isinstance(value, list):
        return [without_errors(each) for each in value]
    return value
