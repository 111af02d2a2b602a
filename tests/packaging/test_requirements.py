"""The requirement exports are whole, hashed, free of addresses and agree with pyproject.toml."""

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


def export(name: str) -> dict[str, Requirement]:
    """Returns an export's requirements by name; each line that begins one has `==`."""
    lines = (ROOT / "requirements" / f"{name}.txt").read_text().replace("\\\n", "").splitlines()
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


@pytest.mark.parametrize("name", ["run", "dev", "build", "standin"])
def test_every_exported_requirement_has_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    blocks = re.split(r"\n(?=\S)", text)
    pins = [block for block in blocks if not block.startswith("#")]
    assert pins
    assert [block.splitlines()[0] for block in pins if "--hash=sha256:" not in block] == []


def test_locks_hold_no_addresses() -> None:
    locks = chain((ROOT / "requirements").glob("*"), ROOT.glob("**/package-lock.json"))
    assert [str(path) for path in locks if "node_modules" not in path.parts and "://" in path.read_text()] == []
