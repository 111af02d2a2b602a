"""The browser part of a flow becomes a recording; whatever the Recorder has no step for is listed."""

from collections import Counter

from pydantic import ValidationError

from flow_builder.domain.document import Edge, FlowDocument, Node
from flow_builder.importers.devtools_recorder.tape import Tape
from flow_builder.importers.devtools_recorder.writers import WRITERS
from flow_builder.importers.report import Exported

_FOLDER = "browser."


def export_recording(document: FlowDocument) -> Exported:
    """Returns the recording that does what a flow's browser nodes do, from its start to where it forks."""
    tape = Tape()
    line, rest = _line(document)
    for node in line:
        _write(tape, node)
    for node in rest:
        if node.type.startswith(_FOLDER):
            tape.turn_to(node)
            tape.leave_out("The Recorder has no branches and loops; only what every run does first is exported.")
    return Exported({"title": document.name, "steps": tape.steps}, tuple(tape.notes))


def _write(tape: Tape, node: Node) -> None:
    tape.turn_to(node)
    if tape.restore():
        return
    if node.disabled:
        tape.leave_out("It is disabled.")
        return
    writer = WRITERS.get(node.type)
    if writer is None:
        if not node.type.startswith("trigger."):
            tape.leave_out(f"The Recorder has nothing like {node.type}.")
        return
    try:
        writer(tape)
    except ValidationError:
        tape.leave_out("Its settings are not complete, or computed while it runs.")


def _line(document: FlowDocument) -> tuple[list[Node], list[Node]]:
    """Returns the nodes that follow one another from the start to the first fork, and the others."""
    nodes = {node.id: node for node in document.nodes}
    outgoing: dict[str, list[Edge]] = {}
    for edge in document.edges:
        outgoing.setdefault(edge.source, []).append(edge)
    entered = Counter(edge.target for edge in document.edges)
    entries = [node for node in document.nodes if node.parent is None and not entered[node.id]]
    line: list[Node] = []
    current = entries[0] if len(entries) == 1 else None
    while current is not None and current not in line:
        line.append(current)
        following = outgoing.get(current.id, [])
        target = nodes.get(following[0].target) if len(following) == 1 else None
        straight = target is not None and entered[target.id] == 1 and following[0].source_port == "out"
        current = target if straight else None
    taken = {node.id for node in line}
    return line, [node for node in document.nodes if node.id not in taken]
