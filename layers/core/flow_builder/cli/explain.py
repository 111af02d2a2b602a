"""What `flow nodes ID` prints: help, the table of settings, examples."""

import json
from collections.abc import Iterator
from typing import Any

import typer

from flow_builder.cli.show import print_table

_EXAMPLES = 3
_HEAD = ("config", "type", "default", "meaning")


def print_node(node: dict[str, Any]) -> None:
    """Prints a node type as `/nodes/<id>` describes it."""
    typer.echo(f"{node['id']}: {node['title']}  ({node['lane']}, {_credits(node['credits'])})\n\n{node['help']}\n")
    rows = list(_rows(node["config_schema"], node["config_schema"].get("$defs", {})))
    if rows:
        print_table(_HEAD, rows)
    for example in node["examples"][:_EXAMPLES]:
        typer.echo(f"# {example['title']}\ntype: {node['id']}\nconfig:")
        typer.echo("".join(f"  {line}\n" for line in _yaml(example["config"]).splitlines()))


def _credits(count: int) -> str:
    return f"{count} credit{'' if count == 1 else 's'}"


def _yaml(value: Any) -> str:
    """Returns YAML in which text of several lines is a block, as people write it."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """The safe dumper with a style of its own for text."""

    def text(dumper: yaml.SafeDumper, value: str) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)

    Dumper.add_representer(str, text)
    return yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100)


def _rows(schema: dict[str, Any], known: dict[str, Any], prefix: str = "") -> Iterator[list[str]]:
    required = set(schema.get("required", ()))
    for name, field in schema.get("properties", {}).items():
        if "const" in field:
            continue  # what chooses among kinds; their list says it
        kinds = _kinds(field, known)
        kind = f"by {field['discriminator']['propertyName']}: {' | '.join(kinds)}" if kinds else _type(field, known)
        default = "required" if name in required else _short(field.get("default"))
        yield [prefix + name, kind, default, field.get("description") or field.get("title", "")]
        for each, below in kinds.items():
            yield from _rows(below, known, f"{prefix}{name}({each}).")


def _kinds(field: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """Returns what a field may be, by the value of the setting that chooses."""
    chosen = {reference: each for each, reference in field.get("discriminator", {}).get("mapping", {}).items()}
    references = [each["$ref"] for each in field.get("oneOf", ())]
    return {chosen[each]: known[each.rpartition("/")[2]] for each in references if each in chosen}


def _type(field: dict[str, Any], known: dict[str, Any]) -> str:
    if "$ref" in field:
        return _type(known[field["$ref"].rpartition("/")[2]], known)
    if "enum" in field:
        return " | ".join(map(str, field["enum"]))
    found = dict.fromkeys(_type(each, known) for each in (*field.get("anyOf", ()), *field.get("oneOf", ())))
    return " | ".join(found) or str(field.get("type", "any"))


def _short(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
