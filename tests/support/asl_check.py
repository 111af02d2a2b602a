"""asl-validator, the npm package, as a function: many machines in one Node.js process."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("asl_validator")
MISSING = shutil.which("node") is None or not (FOLDER / "node_modules" / "asl-validator").exists()
"""Whether it is not installed; `make setup` does, where there is Node.js."""

_ROOM = 74
"""What a number leaves of the 80 characters of a name."""


def problems(machines: Mapping[str, dict[str, Any]]) -> list[str]:
    """Returns what is wrong with machines by AWS's published schema and the syntax of its paths.

    They are looked at as the branches of one, since each look takes a second; state names get a number before them.
    """
    branches = [renamed(machine, f"{number}.") for number, machine in enumerate(machines.values())]
    whole = {"StartAt": "all", "States": {"all": {"Type": "Parallel", "Branches": branches, "End": True}}}
    done = subprocess.run(
        ["node", str(FOLDER / "validate.mjs")],
        input=json.dumps(whole) + "\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found: list[str] = json.loads(done.stdout)
    return found


def renamed(machine: dict[str, Any], prefix: str) -> dict[str, Any]:
    """Returns a machine as a branch, with `prefix` before the names of its states."""

    def name_of(name: str) -> str:
        return prefix + (name if len(name) <= _ROOM else name[:20] + name[20 - _ROOM :])

    def named(value: dict[str, Any]) -> dict[str, Any]:
        found = {key: name_of(each) if key in {"Next", "Default", "StartAt"} else each for key, each in value.items()}
        for key in ("Choices", "Catch", "Branches"):
            if key in found:
                found[key] = [named(each) for each in found[key]]
        if "ItemProcessor" in found:
            found["ItemProcessor"] = named(found["ItemProcessor"])
        if "States" in found:
            found["States"] = {name_of(name): named(state) for name, state in found["States"].items()}
        return found

    branch = named(machine)
    return {"StartAt": branch["StartAt"], "States": branch["States"]}
