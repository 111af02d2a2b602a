"""The one table of diagnostic codes; docs/diagnostics.md is generated from it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Code:
    """What a code means: `error` prevents the flow from running, `warning` and `info` do not."""

    severity: Severity
    title: str
    explanation: str


CODES: dict[str, Code] = {
    "document.version": Code(
        "error",
        "The document's version is not the current one",
        "The compiler takes documents of the current version only. Loading a document upgrades it; a value made by hand "
        "must say `schema: 1`.",
    ),
    "flow.empty": Code(
        "error",
        "The flow has no nodes",
        "There is nothing to run. Add a trigger and at least one step.",
    ),
    "node.duplicate_id": Code(
        "error",
        "Two nodes have the same id",
        "Edges and recorded results name nodes by id, so each id may be used once. The editor gives new ids; after editing "
        "a file by hand, rename one of the two and the edges that mean it.",
    ),
    "node.duplicate_key": Code(
        "error",
        "Two nodes have the same key",
        "Expressions name nodes by key (`steps.<key>`), so each key may be used once in a flow, containers included.",
    ),
    "node.reserved_key": Code(
        "error",
        "The key is reserved",
        "Names that every JavaScript object has, such as `constructor`, cannot be keys: `steps.constructor` would not mean "
        "the node.",
    ),
    "node.unknown_type": Code(
        "error",
        "There is no such node type",
        "The type is misspelt, or the flow comes from an installation with more node types. `flow nodes` lists them all.",
    ),
    "node.unsupported_version": Code(
        "error",
        "The node was made for a newer version of its type",
        "The node says a higher `type_version` than this installation has. Update Flow Builder.",
    ),
    "node.older_version": Code(
        "warning",
        "The node was made for an older version of its type",
        "The node runs with the current version of its type. Look whether its settings still mean what you want, then set "
        "`type_version` to the current one.",
    ),
    "config.missing": Code(
        "error",
        "A required setting is missing",
        "The node cannot run without it. Fill it in; an expression counts.",
    ),
    "config.deprecated": Code(
        "warning",
        "A setting is out of use",
        "The setting works as before, but there is a better one now; the hint names it.",
    ),
    "config.unknown_field": Code(
        "error",
        "There is no such setting",
        "Unknown settings are refused because they are mostly misspelt ones, which would be ignored silently.",
    ),
    "config.invalid": Code(
        "error",
        "A setting has a value that does not fit",
        "A literal value is of the wrong type or outside its bounds. Values that come from expressions are checked when "
        "the node runs.",
    ),
    "edge.unknown_node": Code(
        "error",
        "An edge leads to or from a node that does not exist",
        "Remove the edge, or correct the node id in it.",
    ),
    "edge.unknown_port": Code(
        "error",
        "An edge starts or ends at a port that the node does not have",
        "Ports depend on the node's type and settings: a condition has `true` and `false`, a switch one per case and "
        "`default`, most others `out`. The port `error` exists on nodes whose `on_error` is `branch`. The input is `in`.",
    ),
    "edge.across_containers": Code(
        "error",
        "An edge crosses the border of a container",
        "An edge joins two nodes of the same container. To go into a container, connect to the container itself: its "
        "nodes without incoming edges start with it.",
    ),
    "edge.to_compensation": Code(
        "error",
        "A compensating node is connected",
        "A node named by `compensate_with` runs only when the run fails later, so it has no edges of its own.",
    ),
    "edge.duplicate": Code(
        "warning",
        "Two edges join the same ports",
        "The second one changes nothing. Remove it.",
    ),
    "graph.cycle": Code(
        "error",
        "Edges go in a circle",
        "Each node on the circle would wait for itself. To repeat steps, put them into a loop container.",
    ),
    "graph.not_triggered": Code(
        "warning",
        "A node starts on its own",
        "The flow has a trigger, but this node has no incoming edge, so it starts at the same time as the trigger does. "
        "Connect it, or remove it if it was forgotten.",
    ),
    "container.unknown_parent": Code(
        "error",
        "The container does not exist",
        "The node's `parent` names no node of the flow.",
    ),
    "container.not_a_container": Code(
        "error",
        "The parent is not a container",
        "Only loops, try and parallel hold other nodes.",
    ),
    "container.cycle": Code(
        "error",
        "Containers hold each other",
        "Following `parent` leads back to the node itself.",
    ),
    "container.too_deep": Code(
        "error",
        "Containers are nested too deeply",
        "More than 16 containers lie within each other. Move an inner part to a sub-flow.",
    ),
    "container.empty": Code(
        "warning",
        "The container is empty",
        "It does nothing. Put nodes into it or remove it.",
    ),
    "container.retry": Code(
        "error",
        "A container cannot be retried",
        "Retry belongs to the nodes inside, which are recorded one by one. A container may have `on_error` and "
        "`timeout_s`.",
    ),
    "trigger.incoming_edge": Code(
        "error",
        "An edge leads to a trigger",
        "A trigger starts the run, nothing comes before it.",
    ),
    "trigger.in_container": Code(
        "error",
        "A trigger lies in a container",
        "Triggers belong to the top level of the flow.",
    ),
    "error_port.unconnected": Code(
        "warning",
        "Errors are routed nowhere",
        "`on_error` is `branch` but nothing is connected to the port `error`, so a failure would end this path silently. "
        "Connect the port, or choose `continue` or `fail`.",
    ),
    "compensation.unknown_node": Code(
        "error",
        "The compensating node does not exist",
        "`compensate_with` names no node of the flow.",
    ),
    "compensation.not_allowed": Code(
        "error",
        "This node cannot compensate",
        "A compensating node is one plain step: no container, trigger, pause, sub-flow, stop or page node, not the node itself, and "
        "without a compensating node of its own.",
    ),
    "compensation.elsewhere": Code(
        "error",
        "The compensating node lies in another container",
        "It must be at the top level or in the same container as the node it undoes.",
    ),
    "compensation.shared": Code(
        "error",
        "Two nodes share a compensating node",
        "Each node needs a compensating node of its own, because it undoes just that step and reads its output.",
    ),
    "expression.invalid": Code(
        "error",
        "An expression cannot be read",
        "The text between `{{` and `}}` is not a JavaScript expression (statements are not allowed there), or a setting that "
        "holds code is not the body of a JavaScript function.",
    ),
    "expression.not_allowed": Code(
        "error",
        "An expression stands where none can be",
        "A credential is named by its id; secrets never pass through expressions.",
    ),
    "reference.unknown_name": Code(
        "error",
        "There is no such name",
        "Expressions see `input`, `steps`, `vars`, `run`, `env`, inside loops and per-item settings also `item` and "
        "`index`, and what JavaScript itself has, such as `Math` and `JSON`.",
    ),
    "reference.unknown_step": Code(
        "error",
        "There is no node with this key",
        "`steps.<key>` must name a node of the flow by its key.",
    ),
    "reference.not_earlier": Code(
        "error",
        "The node read is not an earlier one",
        "A value can be read from nodes that have ended by then: nodes from which edges lead here, and nodes before the "
        "containers around this one. Add an edge, or read another node.",
    ),
    "reference.inside_loop": Code(
        "error",
        "A loop's inner nodes cannot be read from outside",
        "They have one result per iteration. Read `steps.<loop>.items`, and set the loop's `output` to choose what an "
        "iteration gives.",
    ),
    "reference.no_item": Code(
        "error",
        "There is no current item here",
        "`item` and `index` exist inside loops and in settings that are evaluated per item.",
    ),
    "reference.unknown_property": Code(
        "warning",
        "The node read has no such property",
        "By its node type the output cannot have this property, so the value would be null.",
    ),
    "credential.invalid": Code(
        "error",
        "This is not a credential's id",
        "A credential setting holds the id of a stored credential, never the secret itself.",
    ),
    "vars.concurrent": Code(
        "warning",
        "Variables are set side by side",
        "Two nodes that may run at the same time set the same variable, or one does in a loop with several iterations at a "
        "time. Which value stays is a matter of chance.",
    ),
    "browser.session_missing": Code(
        "error",
        "No page is open here",
        "A page node needs a session that `browser.open` opened before it. Sessions survive pauses and sub-flows, but "
        "only one of several parallel parts can use a session opened before them, and the iterations of a concurrent "
        "loop each have sessions of their own. Open the session there.",
    ),
    "limit.states": Code(
        "warning",
        "The flow is too large for the cloud",
        "The state machine would exceed AWS Step Functions' limit of 1 MiB. On one machine it runs; for the cloud, move a part to a sub-flow or choose the durability `fast`.",
    ),
    "limit.history": Code(
        "warning",
        "A run may exceed the cloud's history limit",
        "AWS Step Functions keeps 25,000 events per execution. Move the loop's body to a sub-flow, lower "
        "`max_iterations` or choose the durability `fast`.",
    ),
    "limit.step_time": Code(
        "warning",
        "A step may take longer than the cloud allows",
        "A step that needs no browser is executed by AWS Lambda, where it has 14 minutes. On one machine it may take "
        "longer; for the cloud, let several steps do the work, or put it among browser steps, whose workers have no such "
        "limit.",
    ),
    "cost.estimate": Code(
        "info",
        "What a run costs",
        "Credits when every node runs once; nodes in loops count per iteration.",
    ),
}
"""Code -> meaning, in the order of the documentation."""
