"""What a test asks to go wrong: JSON in the file that `STANDIN_FAULTS` names, looked at each time.

`refused`: table -> share of calls that are refused; `hurry`: how much faster than in AWS workers are given up that say nothing.
"""

import json
import os
from pathlib import Path
from typing import Any

_FILE = Path(os.environ.get("STANDIN_FAULTS", "faults.json"))


def asked() -> dict[str, Any]:
    """Returns what is asked for now."""
    try:
        found: dict[str, Any] = json.loads(_FILE.read_text())
    except FileNotFoundError:
        return {}
    return found
