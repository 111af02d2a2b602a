"""Master keys are exchanged: all that is sealed moves, also when the host is killed meanwhile."""

import asyncio
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flow_builder.bootstrap import opened
from flow_builder.domain import limits
from flow_builder.errors import Conflict, Forbidden
from flow_builder.services.app import App
from flow_builder.services.vault_keys import drop_old_keys, go_on, key_status, rotate_keys
from flow_builder.settings import Settings
from tests.support.api import api, client

COUNT = 600
W = "local"


def settings(folder: Path) -> Settings:
    return Settings(data=folder, browser_workers=0)


async def fill(app: App, count: int) -> dict[str, str]:
    """Seals things of every kind and returns the credentials' tokens by id."""
    made = await asyncio.gather(
        *(
            app.stores.credentials.create(
                W if number % 2 else "other", f"c{number}", "bearer", {"token": f"tok-{number}"}
            )
            for number in range(count)
        )
    )
    await app.stores.sessions.keep(W, "r1", "t", "small", "cookies of a session")
    await app.stores.sessions.keep(W, "r1", "t", "large", "L" * limits.INLINE_BYTES)
    return {each.id: f"tok-{each.name[1:]}" for each in made}


async def check(app: App, tokens: dict[str, str], hook: str) -> None:
    for number, (id_, token) in enumerate(tokens.items()):
        assert (await app.stores.credentials.resolve(W if number % 2 else "other", id_))["token"] == token
    kept = await app.stores.sessions.kept(W, "r1", "t")
    assert kept == {"small": "cookies of a session", "large": "L" * limits.INLINE_BYTES}
    assert await app.stores.hooks.secret(W, "f1", "webhook") == hook


async def test_everything_sealed_moves_and_the_old_key_goes(tmp_path: Path) -> None:
    async with opened(settings(tmp_path), recover=False) as app:
        tokens = await fill(app, 20)
        hook = await app.stores.hooks.secret(W, "f1", "webhook")
        with pytest.raises(Conflict, match="one master key"):
            await drop_old_keys(app, W)
        with pytest.raises(Forbidden):
            await rotate_keys(app, "other")
        (old,) = (await key_status(app, W))["keys"]
        found = await rotate_keys(app, W)
        assert (found["keys"][1], found["secrets"], found["left"]) == (old, 23, 0)
        assert await drop_old_keys(app, W) == {"keys": found["keys"][:1], "secrets": 23, "left": 0}
        await check(app, tokens, hook)
    async with opened(settings(tmp_path), recover=False) as app:
        await check(app, tokens, hook)
        assert old not in (await key_status(app, W))["keys"]


async def test_a_host_that_is_killed_again_and_again_loses_no_secret(tmp_path: Path) -> None:
    async with opened(settings(tmp_path), recover=False) as app:
        tokens = await fill(app, COUNT)
        hook = await app.stores.hooks.secret(W, "f1", "webhook")
    chance = random.Random(7)
    kills = 0
    for _ in range(40):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.support.vault_host", str(tmp_path), stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert await process.stdout.readline() == b"begins\n"
        try:
            async with asyncio.timeout(chance.uniform(0.005, 0.15)):
                finished = await process.stdout.readline() == b"done\n"
        except TimeoutError:
            process.kill()
            kills += 1
            finished = False
        await process.wait()
        if finished or kills == 4:
            break
    assert kills
    async with opened(settings(tmp_path), recover=False) as app:
        await check(app, tokens, hook)
        await go_on(app)
        status = await key_status(app, W)
        assert (status["secrets"], status["left"]) == (COUNT + 3, 0)
        await drop_old_keys(app, W)
        await check(app, tokens, hook)


async def test_secrets_stay_readable_and_change_while_they_move(tmp_path: Path) -> None:
    async with opened(settings(tmp_path), recover=False) as app:
        tokens = await fill(app, 200)
        first = next(iter(tokens))

        async def write() -> list[Any]:
            return [
                await app.stores.credentials.change("other", first, fields={"token": f"new-{number}"})
                for number in range(50)
            ]

        await asyncio.gather(rotate_keys(app, W), write())
        assert (await app.stores.credentials.resolve("other", first))["token"] == "new-49"
        await rotate_keys(app, W)
        await drop_old_keys(app, W)
        assert (await app.stores.credentials.resolve("other", first))["token"] == "new-49"


async def test_over_the_api(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        (only,) = (await host.ok("GET", "/vault"))["keys"]
        rotated = await host.ok("POST", "/vault/rotate")
        assert rotated["keys"][1] == only
        assert (await host.ok("POST", "/vault/drop"))["keys"] == rotated["keys"][:1]
        assert (await host.refused("POST", "/vault/drop", 409))["code"] == "vault.one_key"
        async with client(host.app) as again:
            assert (await again.ok("GET", "/vault"))["left"] == 0
