"""The API in parts answers as the whole one."""

from collections import defaultdict

import pytest
from fastapi.routing import iter_route_contexts

from flow_builder.api.app import PREFIX, ROUTERS, described_api, module_of
from flow_builder.api.parts import PARTS, _names


def by_name() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in ROUTERS:
        for route in module_of(name).router.routes:
            first = route.path.lstrip("/").partition("/")[0]
            if name not in found[first]:
                found[first].append(name)
    return found


def test_a_part_has_all_modules_with_such_paths_in_their_order() -> None:
    found = by_name()
    assert {name: list(modules) for name, modules in PARTS.items()} == {name: found[name] for name in PARTS}


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_part_has_the_same_operations_as_the_whole(name: str) -> None:
    def operations(names: tuple[str, ...]) -> list[tuple[str, str]]:
        start = f"{PREFIX}/{name}"
        routes = iter_route_contexts(described_api(names).routes)
        return [
            (str(each.path), str(each.unique_id)) for each in routes if str(each.path).startswith((f"{start}/", start))
        ]

    whole = [each for each in operations(ROUTERS) if each[0].removeprefix(f"{PREFIX}/").partition("/")[0] == name]
    part = [each for each in operations(PARTS[name]) if each[0].removeprefix(f"{PREFIX}/").partition("/")[0] == name]
    assert part == whole != []


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (f"{PREFIX}/runs/r_1", PARTS["runs"]),
        (f"{PREFIX}/runs", PARTS["runs"]),
        (f"{PREFIX}/oauth/callback", ROUTERS),
        (f"{PREFIX}", ROUTERS),
        ("/openapi.json", ROUTERS),
        ("/runs", ROUTERS),
    ],
    ids=["inside", "itself", "no_part", "prefix", "description", "elsewhere"],
)
def test_a_request_goes_to_its_part(path: str, names: tuple[str, ...]) -> None:
    assert _names(path) == names
