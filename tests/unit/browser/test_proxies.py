"""Proxies are read, chosen, rotated and set aside as the settings say."""

from collections.abc import Mapping
from typing import Any

import pytest

from flow_builder.browser.options import ProxyChoice
from flow_builder.browser.proxies import FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, ProxyHealth, Route
from flow_builder.browser.upstream import ProxyFailed, parse
from flow_builder.errors import NodeError

THREE = ("http://a:1", "http://b:1", "http://c:1")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def route(
    rotate: Any = "session",
    *,
    servers: tuple[str, ...] = THREE,
    secrets: Mapping[str, Any] | None = None,
    health: ProxyHealth | None = None,
    run: str = "run",
    session: str = "s1",
) -> Route:
    choice = ProxyChoice(servers=servers, rotate=rotate)
    return Route(choice, secrets, health or ProxyHealth(Clock()), run=run, session=session)


@pytest.mark.parametrize(
    ("text", "name", "login"),
    [
        ("proxy.test:3128", "http://proxy.test:3128", ("", "")),
        ("http://proxy.test", "http://proxy.test:80", ("", "")),
        ("https://u:p%40ss@proxy.test", "https://proxy.test:443", ("u", "p@ss")),
        ("socks5h://[::1]:9", "socks5://[::1]:9", ("", "")),
    ],
)
def test_an_address_may_leave_out_what_is_usual(text: str, name: str, login: tuple[str, str]) -> None:
    proxy = parse(text)
    assert (proxy.name, (proxy.username, proxy.password)) == (name, login)


@pytest.mark.parametrize("text", ["", "ftp://x:1", "http://:80", "http://x:99999999", "http://x:port", "http://[x"])
def test_what_is_no_address_is_an_error_that_does_not_repeat_it(text: str) -> None:
    with pytest.raises(NodeError) as caught:
        parse(text)
    assert caught.value.code == "browser.proxy_invalid"


def test_a_login_never_shows_in_errors_nor_in_a_printed_proxy() -> None:
    proxy = parse("http://proxy.test:1", "customer", "hunter2")
    error = ProxyFailed(proxy, "it is down")
    assert "hunter2" not in f"{proxy!r}{error.message}{error.details}"
    assert error.retryable


def test_servers_and_logins_come_from_a_credential_too() -> None:
    secrets = {"servers": "http://x:1, socks5://y:2\nhttp://z:3", "username": "u", "password": "p"}
    names = {route(servers=(), secrets=secrets, session=str(n)).current().name for n in range(50)}
    assert names == {"http://x:1", "socks5://y:2", "http://z:3"}
    assert route(servers=(), secrets=secrets).current().username == "u"


def test_no_server_at_all_is_an_error() -> None:
    with pytest.raises(NodeError) as caught:
        route(servers=())
    assert caught.value.code == "browser.proxy_invalid"


def test_per_run_all_sessions_of_a_run_share_a_proxy_and_other_runs_get_others() -> None:
    assert len({route("run", session=str(n)).current() for n in range(20)}) == 1
    assert len({route("run", run=str(n)).current() for n in range(50)}) == 3


def test_per_session_each_gets_its_own_and_the_same_session_gets_it_again() -> None:
    assert len({route(session=str(n)).current() for n in range(50)}) == 3
    assert route(session="x").current() == route(session="x").current()


@pytest.mark.parametrize("rotate", ["run", "session"])
def test_a_failure_does_not_change_the_proxy_of_a_session_that_keeps_it(rotate: Any) -> None:
    here = route(rotate)
    before = here.current()
    here.failed(before, ProxyFailed(before, "down"))
    assert here.current() == before


def test_on_failure_the_next_one_is_used_and_a_late_failure_of_the_old_one_changes_nothing_more() -> None:
    here = route("failure")
    first = here.current()
    here.failed(first, ProxyFailed(first, "down"))
    second = here.current()
    assert second != first
    here.failed(first, ProxyFailed(first, "down"))
    assert here.current() == second


def test_a_site_that_is_down_sets_no_proxy_aside() -> None:
    health = ProxyHealth(Clock())
    here = route("failure", health=health)
    first = here.current()
    here.failed(first, ProxyFailed(first, "503", at_fault=False))
    assert here.current() != first
    assert health.free_at(first) == 0


def test_a_proxy_that_failed_is_left_alone_ever_longer_until_it_works_again() -> None:
    clock = Clock()
    health = ProxyHealth(clock)
    proxy = parse("http://a:1")
    pauses = []
    for _ in range(10):
        health.failed(proxy)
        health.failed(proxy)  # another connection of the same bunch
        pauses.append(health.free_at(proxy) - clock.now)
        clock.now = health.free_at(proxy)
    assert pauses[:3] == [FIRST_PAUSE_SECONDS, 2 * FIRST_PAUSE_SECONDS, 4 * FIRST_PAUSE_SECONDS]
    assert pauses[-1] == LONGEST_PAUSE_SECONDS
    health.worked(proxy)
    health.failed(proxy)
    assert health.free_at(proxy) - clock.now == FIRST_PAUSE_SECONDS


def test_new_sessions_avoid_what_was_set_aside_and_when_all_are_take_the_first_to_be_free() -> None:
    clock = Clock()
    health = ProxyHealth(clock)
    for second, name in enumerate(("b", "a", "c")):
        clock.now = float(second)
        health.failed(parse(f"http://{name}:1"))
    assert {route(session=str(n), health=health).current().host for n in range(20)} == {"b"}
    clock.now = FIRST_PAUSE_SECONDS + 1.5
    assert {route(session=str(n), health=health).current().host for n in range(50)} == {"a", "b"}


def test_a_provider_tells_sessions_by_their_names_in_the_login() -> None:
    secrets = {"server": "http://gate.test:1", "username": "me-{session}", "password": "p-{session}"}

    def login(**given: Any) -> str:
        proxy = route(servers=(), secrets=secrets, **given).current()
        assert proxy.password == proxy.username.replace("me-", "p-")
        return proxy.username

    assert login(session="one") == login(session="one") == "me-one"
    assert login(session="two") == "me-two"
    assert login(rotate="run", session="one") == login(rotate="run", session="two") == "me-run"
    here = route("failure", servers=(), secrets=secrets)
    first = here.current()
    here.failed(first, ProxyFailed(first, "blocked"))
    assert (first.username, here.current().username) == ("me-run", "me-runt1")
