"""Random flows for property tests: nested levels of nodes from the real catalogue, joined at random."""

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

_LEAVES = ("value", "value", "value", "assert", "condition", "switch")
_CONTAINERS = ("loop", "try", "parallel")


class _Builder:
    """Draws one flow; keys are unique over the whole document."""

    def __init__(self, draw: st.DrawFn, size: int) -> None:
        self.draw = draw
        self.left = size
        self.nodes: list[Json] = []
        self.edges: list[Json] = []

    def level(self, parent: str | None, depth: int, in_loop: bool) -> None:
        """Draws the nodes of one level and the edges among them."""
        count = self.draw(st.integers(3, 8) if depth == 0 else st.integers(1, 4))
        mine: list[Json] = []
        for _ in range(count):
            if self.left <= 0:
                break
            self.left -= 1
            mine.append(self.node(parent, depth, in_loop, mine))
        self.join(mine)

    def node(self, parent: str | None, depth: int, in_loop: bool, before: list[Json]) -> Json:
        kinds = _LEAVES + (_CONTAINERS if depth < 3 else ())
        kind = self.draw(st.sampled_from(kinds))
        key = f"n{len(self.nodes)}"
        node: Json = {
            "id": key,
            "key": key,
            "parent": parent,
            "on_error": self.draw(st.sampled_from(["fail", "continue", "branch"])),
        }
        self.nodes.append(node)
        getattr(self, kind)(node, depth, in_loop)
        if self.draw(st.integers(0, 19)) == 0:
            node["disabled"] = True
        return node

    def truth(self, in_loop: bool) -> Any:
        choices: list[Any] = [True, False]
        if in_loop:
            choices += ["{{ index % 2 === 0 }}", "{{ index !== 1 }}"]
        return self.draw(st.sampled_from(choices))

    def value(self, node: Json, depth: int, in_loop: bool) -> None:
        readable = [each["key"] for each in self.nodes if each["parent"] == node["parent"] and each is not node]
        value: Json = {"me": node["key"]}
        if in_loop:
            value["item"], value["index"] = "{{ item }}", "{{ index }}"
        node["type"], node["config"] = "core.merge", {"value": value}
        node["_may_read"] = readable

    def assert_(self, node: Json, depth: int, in_loop: bool) -> None:
        node["type"], node["config"] = "core.assert", {"that": self.truth(in_loop)}

    def condition(self, node: Json, depth: int, in_loop: bool) -> None:
        node["type"], node["config"] = "core.condition", {"when": self.truth(in_loop)}

    def switch(self, node: Json, depth: int, in_loop: bool) -> None:
        cases = [{"name": f"c{number}", "when": self.truth(in_loop)} for number in range(self.draw(st.integers(1, 3)))]
        node["type"] = "core.switch"
        node["config"] = {"mode": self.draw(st.sampled_from(["first", "all"])), "cases": cases}

    def loop(self, node: Json, depth: int, in_loop: bool) -> None:
        policy = self.draw(st.sampled_from(["fail", "collect", "skip"]))
        times = self.draw(st.integers(0, 3))
        over: Json = {"kind": "count", "times": times}
        if self.draw(st.booleans()):
            over = {"kind": "each", "items": [f"i{number}" for number in range(times)]}
        node["type"] = "core.loop"
        node["config"] = {
            "over": over,
            "on_item_error": policy,
            "concurrency": 1 if policy == "fail" else self.draw(st.sampled_from([1, 3])),
        }
        self.level(node["id"], depth + 1, in_loop=True)

    def try_(self, node: Json, depth: int, in_loop: bool) -> None:
        node["type"], node["config"] = "core.try", {}
        node["on_error"] = "fail"
        self.level(node["id"], depth + 1, in_loop)

    def parallel(self, node: Json, depth: int, in_loop: bool) -> None:
        node["type"] = "core.parallel"
        node["config"] = {"concurrency": self.draw(st.sampled_from([None, 1, 2]))}
        self.level(node["id"], depth + 1, in_loop)

    def join(self, nodes: list[Json]) -> None:
        """Draws edges from earlier to later nodes, then lets value nodes read some of their ancestors."""
        above: dict[str, set[str]] = {node["id"]: set() for node in nodes}
        for number, target in enumerate(nodes):
            for source in nodes[:number]:
                for port in ports(source):
                    if self.draw(st.integers(0, 2 if len(ports(source)) == 1 else 3)) == 0:
                        self.edges.append({"source": source["id"], "source_port": port, "target": target["id"]})
                        above[target["id"]] |= above[source["id"]] | {source["id"]}
            readable = sorted(set(target.pop("_may_read", [])) & above[target["id"]])
            if readable:
                target["config"]["value"]["read"] = "{{ steps." + self.draw(st.sampled_from(readable)) + " }}"

    def __getattr__(self, name: str) -> Any:
        if name in {"assert", "try"}:
            return getattr(self, name + "_")
        raise AttributeError(name)


def ports(node: Json) -> list[str]:
    """Returns a node's output ports."""
    match node["type"]:
        case "core.condition":
            found = ["true", "false"]
        case "core.switch":
            found = [case["name"] for case in node["config"]["cases"]] + ["default"]
        case "core.try":
            return ["out", "error"]
        case _:
            found = ["out"]
    return found + (["error"] if node["on_error"] == "branch" else [])


@st.composite
def flows(draw: st.DrawFn, size: int = 24) -> Json:
    """Strategy: documents of up to `size` nodes that compile without errors."""
    builder = _Builder(draw, size)
    builder.level(None, 0, in_loop=False)
    for node in builder.nodes:
        node.pop("_may_read", None)
    return {"schema": 1, "name": "random", "nodes": builder.nodes, "edges": builder.edges}
