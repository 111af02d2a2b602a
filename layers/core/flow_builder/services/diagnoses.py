"""What the compiler has to say about flow documents, remembered."""

import hashlib
from collections.abc import Mapping
from typing import Any

from flow_builder.domain.document import FlowDocument
from flow_builder.nodes.base import NodeType

_REMEMBERED = 256

_UNSEEN: Any = {"description": True, "notes": True, "nodes": {"__all__": {"position", "notes"}}}
"""What the compiler does not look at."""


class Diagnoses:
    """Tells what the compiler has to say about documents, and remembers it: each look at a flow asks for it."""

    def __init__(self, catalogue: Mapping[str, NodeType]) -> None:
        self._catalogue = catalogue
        self._found: dict[bytes, list[dict[str, Any]]] = {}

    def of(self, document: FlowDocument) -> list[dict[str, Any]]:
        """Returns what there is to say, errors and warnings, to be read only."""
        seen = document.model_dump_json(by_alias=True, exclude_defaults=True, exclude=_UNSEEN)
        key = hashlib.sha256(seen.encode()).digest()
        found = self._found.pop(key, None)
        if found is None:
            from flow_builder.compiler import compile_flow

            found = [each.as_dict() for each in compile_flow(document, self._catalogue).diagnostics]
        self._found[key] = found
        if len(self._found) > _REMEMBERED:
            del self._found[next(iter(self._found))]
        return found
