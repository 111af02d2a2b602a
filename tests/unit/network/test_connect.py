"""Connections for protocols other than HTTP go where the guard allows, and nowhere else."""

import asyncio
import logging
import socket
from collections.abc import Iterator

import pytest

from flow_builder.errors import NetworkBlocked, NodeError
from flow_builder.network.client import make_client
from flow_builder.network.connect import Checked, check_host, open_socket, tls_context
from flow_builder.network.guard import NetworkPolicy
from tests.support.web import Reply, serve

LOCAL = NetworkPolicy(allow_private=True)


@pytest.fixture
def free_port() -> Iterator[int]:
    with socket.socket() as taken:  # bound but not listening: nobody answers, and nobody else gets it
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "[::1]", "/run/db.sock"])
async def test_a_host_that_is_off_limits_is_not_even_tried(host: str) -> None:
    async with make_client(NetworkPolicy()) as http:
        with pytest.raises(NetworkBlocked):
            await check_host(http, host, 25)


async def test_the_address_that_was_checked_is_the_one_that_is_connected_to() -> None:
    answers = [["127.0.0.1"], ["8.8.8.8"]]

    async def rebinding(host: str, port: int) -> list[str]:
        return answers.pop(0)

    async with serve({"/": lambda *_: Reply()}) as web, make_client(LOCAL, resolver=rebinding) as http:
        place = await check_host(http, "Mail.Example.", web.port)
        assert place == Checked("mail.example", web.port, ("127.0.0.1",))
        assert place.is_this_machine
        with await open_socket(place) as connection:
            assert connection.getpeername() == ("127.0.0.1", web.port)
    assert len(answers) == 1


async def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    listening = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    async with listening:
        with await open_socket(Checked("two.example", port, ("::1", "127.0.0.1"))) as connection:
            assert connection.getpeername()[0] == "127.0.0.1"


async def test_nobody_there_is_worth_another_try(free_port: int) -> None:
    with pytest.raises(NodeError) as failed:
        await open_socket(Checked("mail.example", free_port, ("127.0.0.1",)))
    assert (failed.value.code, failed.value.retryable) == ("network.connect", True)
    assert failed.value.message == f"mail.example:{free_port} cannot be reached: Connection refused."


async def test_a_name_without_an_address_is_worth_another_try() -> None:
    async def nothing(host: str, port: int) -> list[str]:
        return []

    async with make_client(LOCAL, resolver=nothing) as http:
        with pytest.raises(NodeError) as failed:
            await check_host(http, "mail.example", 25)
    assert (failed.value.code, failed.value.retryable) == ("network.unresolved", True)


def test_an_authority_that_is_no_certificate_is_refused() -> None:
    with pytest.raises(ValueError, match="PEM"):
        tls_context("-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----")


async def test_urls_of_requests_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        async with serve({"/bot-secret": lambda *_: Reply()}) as web, make_client(LOCAL) as http:
            await http.get(web.url("/bot-secret"))
    assert "secret" not in caplog.text
