"""`flow demo` knows the demo sites, and keeps what their flows log in with."""

import asyncio
import re
from pathlib import Path

from flow_builder.demo import SITES
from tests.support.api import api
from tests.support.cli import flow_command


def test_the_list_names_every_site() -> None:
    result = flow_command("demo", "--list")
    assert result.exit_code == 0
    assert re.findall(r"^ (\w+) +/demo/(\w+)/", result.stdout, re.MULTILINE) == [(key, key) for key in SITES]


def test_a_site_that_there_is_not_is_said_to_be_none() -> None:
    result = flow_command("demo", "shopp")
    assert result.exit_code == 3
    assert result.stderr.startswith("error: There is no demo site 'shopp' (demo.unknown). There are shop, portal,")


def test_the_portals_flow_needs_nothing_to_be_kept(tmp_path: Path) -> None:
    # Without browser workers the run itself fails at its first browser step.
    assert flow_command("demo", "portal").exit_code == 1

    async def kept() -> list[str]:
        async with api(tmp_path / "data") as host:
            return [each["name"] for each in (await host.ok("GET", "/credentials"))["items"]]

    assert asyncio.run(kept()) == []
