"""The requirement exports are whole, hashed, free of addresses and agree with pyproject.toml."""

import json
import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DEV = PROJECT["optional-dependencies"]["dev"]
STALE = "stale export: run `make lock`"
WORKER = ROOT / "containers" / "browser"
LAYER = ROOT / "layers" / "deps"
EXPORTS = [*(ROOT / "requirements").glob("*.txt"), WORKER / "requirements.txt", LAYER / "requirements.txt"]


def export(name: str) -> dict[str, Requirement]:
    """Returns the requirements by name of one of the exports in `requirements`."""
    return pins(ROOT / "requirements" / f"{name}.txt")


def pins(path: Path) -> dict[str, Requirement]:
    """Returns an export's requirements by name; each line that begins one has `==`."""
    lines = path.read_text().replace("\\\n", "").splitlines()
    found = [Requirement(line.partition(" --hash=")[0].strip()) for line in lines if not line.startswith("#")]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def version(requirement: Requirement) -> str:
    (pin,) = requirement.specifier
    assert pin.operator == "=="
    return pin.version


@pytest.mark.parametrize(
    ("name", "wanted"), [("run", PROJECT["dependencies"]), ("dev", [*PROJECT["dependencies"], *DEV])]
)
def test_every_dependency_is_exported_in_a_version_that_fits(name: str, wanted: list[str]) -> None:
    pinned = export(name)
    for requirement in map(Requirement, wanted):
        found = pinned.get(canonicalize_name(requirement.name))
        assert found is not None, f"{requirement}: {STALE}"
        assert requirement.specifier.contains(version(found), prereleases=True), f"{requirement}: {STALE}"


def test_development_has_the_versions_that_users_get() -> None:
    dev = export("dev")
    assert {name: version(each) for name, each in export("run").items()}.items() <= {
        name: version(each) for name, each in dev.items()
    }.items()


@pytest.mark.parametrize("folder", [WORKER, LAYER], ids=["worker", "functions"])
def test_others_have_what_they_ask_for_in_the_versions_of_the_host(folder: Path) -> None:
    pinned = {name: version(each) for name, each in pins(folder / "requirements.txt").items()}
    asked = [line for line in (folder / "requirements.in").read_text().splitlines() if not line.startswith("#")]
    assert {canonicalize_name(Requirement(each).name) for each in asked} <= pinned.keys(), STALE
    assert pinned.items() <= {name: version(each) for name, each in export("run").items()}.items(), STALE


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_exported_requirement_has_hashes(path: Path) -> None:
    blocks = [block for block in re.split(r"\n(?=\S)", path.read_text()) if not block.startswith("#")]
    assert blocks
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_locks_hold_no_addresses() -> None:
    locks = chain((ROOT / "requirements").glob("*"), WORKER.glob("requirements.*"), LAYER.glob("requirements.*"))
    assert [str(path) for path in locks if "://" in path.read_text()] == []
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text())["packages"]
    assert [name for name, locked in packages.items() if "resolved" in locked] == []
