"""What a cURL command sends: the body of a request, and the files that a run has to bring."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from flow_builder.importers.curl.options import Command, Kind
from flow_builder.importers.literals import Raw, literal
from flow_builder.nodes.http._body import pairs

FORM = "application/x-www-form-urlencoded"
_DEEPEST = 30
_PART = re.compile(r'\s*;\s*(type|filename|encoder|headers)=("(?:\\.|[^"\\])*"|[^;]*)')


@dataclass(slots=True)
class Files:
    """Files of the sender's machine, which become inputs of the flow."""

    properties: dict[str, dict[str, Any]] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """Returns the expression of a file's text."""
        return self._named(path, {"type": "string", "description": f"The text of {path}."})

    def artifact(self, path: str) -> str:
        """Returns the expression of a file itself."""
        return self._named(path, {"description": f"The file {path}, as an artifact."})

    def schema(self) -> dict[str, Any]:
        """Returns the flow's input schema, empty without files."""
        if not self.properties:
            return {}
        return {"type": "object", "properties": self.properties, "required": [*self.properties]}

    def _named(self, path: str, about: dict[str, Any]) -> str:
        base = re.split(r"[/\\]", path)[-1] if path != "-" else "stdin"
        name = re.sub(r"\W+", "_", base, flags=re.ASCII).strip("_")[:40] or "file"
        name = name if not name[0].isdigit() else f"file_{name}"
        self.properties.setdefault(name, {"title": base[:100], **about})
        return f"input.{name}"


def data_text(data: list[tuple[Kind, str]], files: Files) -> str:
    """Returns all data as one text: a plain one, or a Raw template where files are part of it."""
    joint = "" if all(kind == "json" for kind, _ in data) else "&"
    parts = [_piece(kind, value, files) for kind, value in data]
    if not any(isinstance(part, Raw) for part in parts):
        return joint.join(parts)
    return Raw(joint.join(part if isinstance(part, Raw) else literal(part) for part in parts))


def _piece(kind: Kind, value: str, files: Files) -> str:
    if kind == "urlencode":
        return _encoded(value, files)
    if value.startswith("@") and kind != "raw":
        text = files.text(value[1:])
        return Raw(f"{{{{ {text}.replace(/[\\r\\n]/g, '') }}}}" if kind == "data" else f"{{{{ {text} }}}}")
    return value


def _encoded(value: str, files: Files) -> str:
    """Returns data of --data-urlencode: `content`, `=content`, `name=content`, `@file`, `name@file`."""
    found = re.match(r"([^=@]*)([=@])", value)
    if not found:
        return quote(value, safe="")
    name, rest = found[1], value[found.end() :]
    before = f"{name}=" if name else ""
    if found[2] == "@":
        return Raw(f"{literal(before)}{{{{ encodeURIComponent({files.text(rest)}) }}}}")
    return before + quote(rest, safe="")


def body_of(text: str, content_type: str) -> dict[str, Any]:
    """Returns the body that is this text, as the kind that people can read and change best."""
    if not isinstance(text, Raw):
        kind = content_type.partition(";")[0].strip().lower()
        if kind == "application/json" or kind.endswith("+json"):
            value = _json(text)
            if value is not None:
                return {"kind": "json", "value": value[0]}
        if kind == FORM and (fields := _fields(text)) is not None:
            return {"kind": "form", "fields": fields}
    return {"kind": "text", "text": text, "content_type": content_type}


def _json(text: str) -> tuple[Any] | None:
    """Returns the value of JSON that means the same when it is written again."""

    def once(found: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(found)) < len(found):
            raise ValueError("a key is given twice")
        return dict(found)

    try:
        value = json.loads(text, object_pairs_hook=once)
        json.dumps(value, allow_nan=False)
        text.encode()
    except (ValueError, RecursionError):
        return None
    return (value,) if _depth(value) <= _DEEPEST else None


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner)) if inner else 0


def _fields(text: str) -> dict[str, Any] | None:
    """Returns the fields of a form that is written again just as it was, or None."""
    try:
        found = parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=1_000)
    except ValueError:
        return None
    fields: dict[str, Any] = {}
    for name, value in found:
        before = fields.get(name)
        fields[name] = value if before is None else [*before, value] if isinstance(before, list) else [before, value]
    same = urlencode(pairs(fields)) == re.sub(r"%[0-9a-f]{2}", lambda code: code[0].upper(), text).replace("%20", "+")
    return fields if same else None


def multipart(command: Command, files: Files) -> dict[str, Any]:
    """Returns the body of -F and --form-string."""
    return {"kind": "multipart", "parts": [_part(text, files, literally=plain) for text, plain in command.parts]}


def _part(text: str, files: Files, *, literally: bool) -> dict[str, Any]:
    name, _, value = text.partition("=")
    part: dict[str, Any] = {"name": name or "file"}
    if literally:
        return {**part, "value": value}
    about = {found[1]: _unquoted(found[2]) for found in _PART.finditer(value)}
    content = _unquoted(_PART.sub("", value))
    if content.startswith("@"):
        part["artifact"] = Raw(f"{{{{ {files.artifact(content[1:])} }}}}")
    elif content.startswith("<"):
        part["value"] = Raw(f"{{{{ {files.text(content[1:])} }}}}")
    else:
        part["value"] = content
    names = {"filename": "filename", "type": "content_type"}
    return {**part, **{names[each]: about[each] for each in names if each in about}}


def _unquoted(text: str) -> str:
    stripped = text.strip()
    if len(stripped) > 1 and stripped.startswith('"') and stripped.endswith('"'):
        return re.sub(r"\\(.)", r"\1", stripped[1:-1])
    return text
