"""The node reference: a page per palette folder and an index, made of what the node types say about themselves."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import yaml

from flow_builder.nodes import CATALOGUE
from flow_builder.nodes.base import NodeType
from flow_builder.nodes.reference import describe

Json = Mapping[str, Any]

FOLDERS = {
    "trigger": "What starts a flow.",
    "core": "Branches, loops, containers, pauses and variables.",
    "data": "Work on values, lists, tables, texts, dates and files.",
    "browser": "Drive a real browser and read pages.",
    "extract": "Read data out of HTML and text without a browser.",
    "http": "Call APIs, fetch files, answer webhooks.",
    "notify": "Tell somebody.",
    "storage": "Datasets and files that outlast a run.",
}
_LANES = {"inline": "runs anywhere", "browser": "runs in a browser worker", "control": "runs in the engine"}
_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "yes or no",
    "array": "list",
    "object": "object",
}
_ANY = "any value"
_LONGEST_ENUM = 8
_SHOWN_EXAMPLES = 3
_LONGEST_VALUE = 400
"""Characters of an example's input or output; longer ones hide what the example is about."""
_DEEPEST = 2


def node_pages() -> Iterator[tuple[str, str]]:
    """Yields each page's file name with its text."""
    folders = [(name, list(types)) for name, types in groupby(CATALOGUE.values(), lambda node: node.folder)]
    yield "README.md", _index(folders)
    for name, types in folders:
        yield f"{name}.md", _page(name, types)


def _index(folders: Sequence[tuple[str, list[NodeType]]]) -> str:
    parts = ["# Node reference\n", "`flow nodes TYPE` prints the same in a terminal.\n"]
    for name, types in folders:
        rows = "".join(
            f"| [`{node.id}`]({name}.md#{_anchor(node.id)}) | {node.title} | {_cell(describe(node)['summary'])} |\n"
            for node in types
        )
        parts.append(f"## {name}\n\n{FOLDERS[name]}\n\n| Type | Title | What it does |\n|---|---|---|\n{rows}")
    return "\n".join(parts)


def _page(name: str, types: Sequence[NodeType]) -> str:
    described = [describe(node) for node in types]
    rows = "".join(f"| [`{each['id']}`](#{_anchor(each['id'])}) | {_cell(each['summary'])} |\n" for each in described)
    shared = _shared(described)
    sections = [_section(each, shared) for each in described]
    shapes = [_shape(title, schema, shared) for title, schema in shared.items()]
    return "\n".join(
        [f"# {name} nodes\n\n{FOLDERS[name]}\n\n| Type | What it does |\n|---|---|\n{rows}", *sections, *shapes]
    )


def _shared(described: Sequence[Json]) -> dict[str, Json]:
    """Returns the shapes that settings of several nodes have, by name; they are explained once per page."""
    found: dict[str, Json] = {}
    count: Counter[str] = Counter()
    for each in described:
        for name, schema in each["config_schema"].get("$defs", {}).items():
            if schema.get("properties") and found.setdefault(name, schema) == schema:
                count[name] += 1
    return {name: found[name] for name in found if count[name] > 1}


def _shape(name: str, schema: Json, shared: Mapping[str, Json]) -> str:
    return f"## {name}\n\n{schema.get('description', '')}\n\n" + _table("Field", schema, shared)


def _section(node: Json, shared: Mapping[str, Json]) -> str:
    ports = "chosen in its settings" if node["ports"] is None else ", ".join(f"`{port}`" for port in node["ports"])
    facts = [f"ports: {ports or 'none'}", _LANES[node["lane"]]]
    facts += [f"{node['credits']} credit{'' if node['credits'] == 1 else 's'}"]
    facts += ["has a side effect"] if node["side_effect"] else []
    parts = [f"## {node['id']}\n", f"**{node['title']}** · {' · '.join(facts)}\n", f"{node['help']}\n"]
    config, output = node["config_schema"], node["output_schema"] or {}
    parts.append(_table("Setting", config, shared) if config.get("properties") else "It has no settings.\n")
    if output.get("properties"):
        parts.append(_table("Output", output, {}))
    parts += [_example(each) for each in node["examples"][:_SHOWN_EXAMPLES]]
    return "\n".join(parts)


def _table(title: str, schema: Json, shared: Mapping[str, Json]) -> str:
    """Returns a table of an object's fields; outputs have no defaults worth a column."""
    titles = [title, "Type", "Meaning"] if title == "Output" else [title, "Type", "Default", "Meaning"]
    lines = [titles, ["---"] * len(titles)]
    for path, kind, default, about in _rows(schema, schema, shared, ""):
        lines.append([f"`{path}`", kind, about] if title == "Output" else [f"`{path}`", kind, default, about])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _rows(part: Json, schema: Json, shared: Mapping[str, Json], prefix: str) -> Iterator[tuple[str, str, str, str]]:
    """Yields (path, type, default, meaning) per field, those of the objects it may hold right after it."""
    needed = set(part.get("required", ()))
    for name, field in part.get("properties", {}).items():
        path = f"{prefix}{name}"
        yield path, _type(field, schema, shared), _default(name, field, needed), _about(name, field)
        if prefix.count(".") < _DEEPEST:
            for suffix, found in _objects(field, schema, shared):
                yield from _rows(found, schema, shared, f"{path}{suffix}.")


def _objects(field: Json, schema: Json, shared: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    """Yields the objects that a field may hold, itself (``) or in a list (`[]`), but for those explained elsewhere."""
    if isinstance(items := field.get("items"), dict):
        yield from ((f"[]{suffix}", found) for suffix, found in _objects(items, schema, shared))
    for option in (*field.get("oneOf", ()), *field.get("anyOf", ())):
        yield from _objects(option, schema, shared)
    name = str(field.get("$ref", "")).rpartition("/")[2]
    found = schema.get("$defs", {}).get(name, field) if name else field
    if found.get("properties") and name not in shared:
        yield "", found


def _type(field: Json, schema: Json, shared: Mapping[str, Json]) -> str:
    """Returns a short name for a JSON Schema: `text`, `list of number`, `a` or `b`."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{_anchor(name)})" if name in shared else _type(schema["$defs"][name], schema, shared)
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        shown = ", ".join(f"`{value}`" for value in field["enum"][:_LONGEST_ENUM])
        return shown + (" …" if len(field["enum"]) > _LONGEST_ENUM else "")
    if options := field.get("oneOf") or field.get("anyOf"):
        names = (_type(option, schema, shared) for option in options if option.get("type") != "null")
        return " or ".join(dict.fromkeys(names))
    if field.get("type") == "array" and isinstance(field.get("items"), dict):
        inner = _type(field["items"], schema, shared)
        return "list" if inner == _ANY else f"list of {inner}"
    return _TYPES.get(str(field.get("type")), _ANY)


def _default(name: str, field: Json, needed: set[str]) -> str:
    if name in needed:
        return "**required**"
    default = field.get("default")
    return "" if default is None else _cell(f"`{json.dumps(default, ensure_ascii=False)}`")


def _about(name: str, field: Json) -> str:
    parts = [str(field[part]).rstrip(".") for part in ("title", "description") if field.get(part)]
    if parts and _plain(parts[0]) == _plain(name):  # says nothing that the name does not
        parts = parts[1:]
    return _cell(". ".join(parts) + ("." if parts else ""))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def _example(example: Json) -> str:
    """Returns an example: what comes in, the settings, what goes out."""
    shown = {
        name: value
        for name in ("input", "steps", "config", "output")
        if (value := example.get(name)) is not None and (name == "config" or len(json.dumps(value)) < _LONGEST_VALUE)
    }
    ends = f"\nIt fails with `{example['error']}`.\n" if "error" in example else ""
    return f"*{example['title']}*\n\n```yaml\n{yaml.dump(shown, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)}```\n{ends}"


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _anchor(heading: str) -> str:
    return heading.lower().replace(".", "")
