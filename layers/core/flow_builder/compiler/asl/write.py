"""A machine as text; the same machine always gives the same bytes."""

import json
from typing import Any

LIMIT = 1024 * 1024
"""Bytes of a definition."""


def machine_text(machine: dict[str, Any]) -> str:
    """Returns a machine as indented JSON text that ends with a line break."""
    return json.dumps(machine, indent=2, ensure_ascii=False) + "\n"


def definition(machine: dict[str, Any]) -> str:
    """Returns a machine as it is published: without white space, since its size is limited."""
    return json.dumps(machine, separators=(",", ":"), ensure_ascii=False)
