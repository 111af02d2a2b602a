"""Draws a flow that is one line of nodes: keys, ids, edges and places."""

import re
import unicodedata
from itertools import pairwise
from typing import Any

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import load_document
from flow_builder.importers.literals import literal

_STEP_PX = 260
_NAME_CHARS = 120
_KEY_CHARS = 40


class Drawing:
    """Collects the nodes of a flow; each follows the one before."""

    def __init__(self, name: str) -> None:
        self._name = tidy(name, 200) or "Imported flow"
        self._nodes: list[dict[str, Any]] = []
        self._keys: set[str] = set()
        self.add("trigger.manual", "Start", {}, key="start")

    def add(
        self, type_: str, name: str, config: dict[str, Any], *, key: str | None = None, notes: str = ""
    ) -> dict[str, Any]:
        """Adds a node and returns it as a raw dict, which may still be changed; texts of its config are literal unless Raw."""
        number = len(self._nodes)
        node: dict[str, Any] = {
            "id": f"n{number + 1}",
            "key": self._key(key or name),
            "type": type_,
            "name": tidy(name, _NAME_CHARS),
            "position": {"x": number * _STEP_PX, "y": 0},
            "config": literal(config),
        }
        if notes:
            node["notes"] = notes
        self._nodes.append(node)
        return node

    def document(self, input_schema: dict[str, Any] | None = None) -> FlowDocument:
        """Returns the flow."""
        ids = [node["id"] for node in self._nodes]
        value: dict[str, Any] = {"schema": 1, "name": self._name, "nodes": self._nodes}
        if input_schema:
            value["input_schema"] = input_schema
        value["edges"] = [{"source": one, "target": other} for one, other in pairwise(ids)]
        return load_document(value)

    def _key(self, name: str) -> str:
        ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "_", ascii_).strip("_")[:_KEY_CHARS].strip("_") or "step"
        slug = slug if slug[0].isalpha() else f"step_{slug}"
        found, number = slug, 1
        while found in self._keys:
            number += 1
            found = f"{slug}_{number}"
        self._keys.add(found)
        return found


def tidy(text: str, most: int) -> str:
    """Returns a text on one line, cut to so many characters."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
