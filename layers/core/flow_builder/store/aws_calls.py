"""Clients of AWS services, and calls of them that end in an answer or in one of our errors."""

import asyncio
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from flow_builder.errors import StorageError
from flow_builder.store import aws_errors

if TYPE_CHECKING:
    from botocore.session import Session


class LazyClient:
    """A client that is made when it is first used: that takes 50 ms, and most calls of a function need one or two."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._made: Any = None

    def __getattr__(self, name: str) -> Any:
        """Returns an operation of the client."""
        if self._made is None:
            with making:
                self._made = self._made or self._make()
        return getattr(self._made, name)


making = Lock()
"""Held while a client is made: botocore cannot make two at once."""


@cache
def session() -> "Session":
    """Returns the session that all clients of the process share, with what it has read of botocore's data."""
    from botocore.session import get_session

    return get_session()


def connect(
    service: str,
    region: str | None,
    endpoint_url: str | None = None,
    *,
    timeout_s: float = 10.0,
    attempts: int = 5,
    **options: Any,
) -> Any:
    """Returns a client, by botocore's name of the service, with credentials, and unless it is given the region, from the environment.

    `options` are more of botocore's `Config`.
    """

    def make() -> Any:
        from botocore.config import Config

        retries: Any = {"mode": "standard", "total_max_attempts": attempts}
        config = Config(connect_timeout=2.0, read_timeout=timeout_s, retries=retries, **options)
        return session().create_client(service, region_name=region, endpoint_url=endpoint_url, config=config)

    return LazyClient(make)


async def ask(
    subject: str, call: Callable[..., Any], *, fine: frozenset[str] = frozenset(), **given: Any
) -> dict[str, Any] | None:
    """Returns the answer of a client's method, which blocks and so has a thread; None for error codes that are fine.

    SQS puts a namespace in front of its codes, which does not count. Raises StorageError `store.*` about `subject`.
    """
    try:
        found: dict[str, Any] = await asyncio.to_thread(call, **given)
    except ClientError as error:
        if aws_errors.error_code(error).rpartition(".")[2] in fine:
            return None
        named = aws_errors.answered(error, subject)
        raise named or StorageError(f"{subject} cannot be used: {error}.", details={"subject": subject}) from error
    except BotoCoreError as error:
        raise aws_errors.unanswered(error, subject) from error
    return found
