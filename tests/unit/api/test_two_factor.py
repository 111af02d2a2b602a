"""Codes of an authenticator app: each good once, and recovery codes for when it is lost."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.nodes.browser.totp import generator
from flow_builder.services import two_factor
from tests.support.api import Api, api
from tests.support.crowd import at_once, call
from tests.support.signed_in import PASSWORD, bearer, owner

EMAIL = "ada@example.com"


AT = 1_800_000_010
"""The time, which stands still: a code of a moment ago is not another one's by now."""


@pytest.fixture
async def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Api]:
    monkeypatch.setattr(two_factor, "now", lambda: AT * 1_000)
    async with api(tmp_path) as made:
        yield made


def code_of(secret: str, periods: int = 0) -> str:
    code_at, period_s = generator({"secret": secret})
    return code_at(AT + periods * period_s)


async def turned_on(host: Api) -> tuple[str, list[str], dict[str, str]]:
    """Returns the app's secret, the recovery codes and the header of who is signed in."""
    mine = bearer((await owner(host))["access_token"])
    setup = await host.ok("POST", "/account/two-factor", json={"password": PASSWORD}, headers=mine)
    assert setup["uri"].startswith("otpauth://totp/Flow%20Builder%3Aada%40example.com?secret=" + setup["secret"])
    body = {"code": code_of(setup["secret"], -1)}
    codes = (await host.ok("POST", "/account/two-factor/confirm", json=body, headers=mine))["codes"]
    return setup["secret"], codes, mine


async def sign_in(host: Api, code: str | None = None, password: str = PASSWORD) -> tuple[int, str]:
    body: dict[str, Any] = {"email": EMAIL, "password": password, "code": code}
    answer = await call(host, "POST", "/auth/sign-in", json=body)
    return answer.status_code, answer.json().get("code", "")


async def test_signing_in_takes_a_code_which_is_good_once(host: Api) -> None:
    secret, _, _ = await turned_on(host)
    assert await sign_in(host) == (401, "auth.code_required")
    assert await sign_in(host, password="wrong", code=code_of(secret)) == (401, "auth.credentials")
    code = code_of(secret)
    assert await sign_in(host, code) == (200, "")
    assert await sign_in(host, code) == (401, "auth.code")
    assert await sign_in(host, code_of(secret, -1)) == (401, "auth.code")
    assert await sign_in(host, f" {code_of(secret, 1)[:3]} {code_of(secret, 1)[3:]}") == (200, "")


async def test_of_many_who_use_a_code_at_once_one_gets_in(host: Api) -> None:
    secret, codes, _ = await turned_on(host)
    for code in (code_of(secret), codes[0]):
        answers = await at_once(lambda _, code=code: sign_in(host, code), 5)
        assert [status for status, _ in answers].count(200) == 1


async def test_a_recovery_code_works_once_however_it_is_written(host: Api) -> None:
    _, codes, mine = await turned_on(host)
    assert len(set(codes)) == 10
    assert await sign_in(host, codes[0].lower().replace("-", " ")) == (200, "")
    assert await sign_in(host, codes[0]) == (401, "auth.code")
    fresh = await host.ok("POST", "/account/two-factor/recovery-codes", json={"password": PASSWORD}, headers=mine)
    assert await sign_in(host, codes[1]) == (401, "auth.code")
    assert await sign_in(host, fresh["codes"][0]) == (200, "")


async def test_codes_are_not_asked_for_until_one_was_confirmed(host: Api) -> None:
    mine = bearer((await owner(host))["access_token"])
    body = {"code": "123456"}
    assert (await host.refused("POST", "/account/two-factor/confirm", 409, json=body, headers=mine))["code"] == (
        "auth.two_factor_setup"
    )
    await host.ok("POST", "/account/two-factor", json={"password": PASSWORD}, headers=mine)
    assert (await host.refused("POST", "/account/two-factor/confirm", 401, json=body, headers=mine))["code"] == (
        "auth.code"
    )
    assert await sign_in(host) == (200, "")


async def test_turning_codes_off_takes_the_password(host: Api) -> None:
    _, codes, mine = await turned_on(host)
    await host.refused("POST", "/account/two-factor/stop", 403, json={}, headers=mine)
    assert (await host.refused("POST", "/account/two-factor", 409, json={"password": PASSWORD}, headers=mine))[
        "code"
    ] == "auth.two_factor_on"
    await host.ok("POST", "/account/two-factor/stop", json={"password": PASSWORD}, headers=mine)
    assert await sign_in(host) == (200, "")
    await host.refused("POST", "/account/two-factor/recovery-codes", 409, json={"password": PASSWORD}, headers=mine)
    assert codes


async def test_guessing_codes_gets_slower(host: Api) -> None:
    await turned_on(host)
    answers = await at_once(lambda number: sign_in(host, f"{number:06}"), 12)
    assert {status for status, _ in answers} == {401, 429}


async def test_a_secret_is_stored_sealed_and_codes_as_hashes(host: Api, tmp_path: Path) -> None:
    secret, codes, _ = await turned_on(host)
    stored = b"".join(each.read_bytes() for each in sorted(tmp_path.glob("state.db*")))  # noqa: ASYNC240 - a test
    assert EMAIL.encode() in stored
    for text in (secret, *codes, codes[0].replace("-", "")):
        assert text.encode() not in stored
