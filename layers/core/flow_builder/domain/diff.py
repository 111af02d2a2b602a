"""What differs between two flow documents: nodes, fields, edges; layout is kept apart from meaning."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document

_LAYOUT = frozenset({"position"})
_IDENTITY = frozenset({"id"})
_OWN = frozenset({"schema", "id", "nodes", "edges", "notes", "groups"})


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class FieldChange(_Shown):
    """One value that differs; `before` or `after` is null where the other side alone has the field."""

    path: str
    """JSON pointer within the node, or within the document for its own fields."""
    before: Any = None
    after: Any = None


class NodeChange(_Shown):
    """A node that is on one side only, or differs; a node is the same as long as its id is."""

    id: str
    key: str
    type: str
    change: Literal["added", "removed", "changed", "moved"]
    """`moved`: nothing differs but its place on the canvas."""
    fields: tuple[FieldChange, ...] = ()


class EdgeChange(_Shown):
    """An edge that is on one side only, from `node.port` to `node.port`."""

    source: str
    source_port: str
    target: str
    target_port: str
    change: Literal["added", "removed"]


class DocumentDiff(_Shown):
    """All differences of two documents; empty lists when they mean and look the same."""

    nodes: tuple[NodeChange, ...] = ()
    edges: tuple[EdgeChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    """Of the document itself: name, settings, input schema …"""
    notes: tuple[FieldChange, ...] = ()
    """Whole notes, by `/<id>`."""
    groups: tuple[FieldChange, ...] = ()
    """Whole groups, by `/<id>`."""

    @property
    def same(self) -> bool:
        """Tells whether there is no difference at all."""
        return not (self.nodes or self.edges or self.fields or self.notes or self.groups)


def diff_documents(before: FlowDocument, after: FlowDocument) -> DocumentDiff:
    """Returns what has to change in `before` to get `after`, in the order of `after`, removed things last."""
    old, new = dump_document(before), dump_document(after)
    return DocumentDiff(
        nodes=tuple(_nodes(_by_id(old, "nodes"), _by_id(new, "nodes"))),
        edges=tuple(_edges(before, after)),
        fields=tuple(_fields(_without(old, _OWN), _without(new, _OWN))),
        notes=tuple(_whole(_by_id(old, "notes"), _by_id(new, "notes"))),
        groups=tuple(_whole(_by_id(old, "groups"), _by_id(new, "groups"))),
    )


def _by_id(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {each["id"]: each for each in document.get(name, ())}


def _without(value: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: each for name, each in value.items() if name not in names}


def _nodes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[NodeChange]:
    for id_, node in after.items():
        if id_ not in before:
            yield _change(node, "added")
            continue
        fields = tuple(_fields(_without(before[id_], _IDENTITY), _without(node, _IDENTITY)))
        if fields:
            layout = all(each.path.split("/")[1] in _LAYOUT for each in fields)
            yield _change(node, "moved" if layout else "changed", fields)
    yield from (_change(node, "removed") for id_, node in before.items() if id_ not in after)


def _change(
    node: Mapping[str, Any],
    change: Literal["added", "removed", "changed", "moved"],
    fields: tuple[FieldChange, ...] = (),
) -> NodeChange:
    return NodeChange(id=node["id"], key=node["key"], type=node["type"], change=change, fields=fields)


def _edges(before: FlowDocument, after: FlowDocument) -> Iterator[EdgeChange]:
    old, new = (
        {(edge.source, edge.source_port, edge.target, edge.target_port): None for edge in each.edges}
        for each in (before, after)
    )
    yield from (_edge(edge, "added") for edge in new if edge not in old)
    yield from (_edge(edge, "removed") for edge in old if edge not in new)


def _edge(edge: tuple[str, str, str, str], change: Literal["added", "removed"]) -> EdgeChange:
    source, source_port, target, target_port = edge
    return EdgeChange(source=source, source_port=source_port, target=target, target_port=target_port, change=change)


def _whole(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    for id_ in dict.fromkeys((*after, *before)):
        if before.get(id_) != after.get(id_):
            yield FieldChange(path=f"/{id_}", before=before.get(id_), after=after.get(id_))


def _fields(before: Any, after: Any, path: str = "") -> Iterator[FieldChange]:
    if isinstance(before or {}, dict) and isinstance(after or {}, dict) and (before or after):
        old, new = before or {}, after or {}  # what is missing has its defaults
        for name in dict.fromkeys((*new, *old)):
            below = f"{path}/{str(name).replace('~', '~0').replace('/', '~1')}"
            yield from _fields(old.get(name), new.get(name), below)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _fields(old, new, f"{path}/{index}")
    elif before != after or isinstance(before, bool) != isinstance(after, bool):
        yield FieldChange(path=path, before=before, after=after)
