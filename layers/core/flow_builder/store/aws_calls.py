"""Clients of AWS services, and calls of them that end in an answer or in one of our errors."""

import asyncio
from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from flow_builder.errors import StorageError
from flow_builder.store import aws_errors


def connect(
    service: str, region: str | None, endpoint_url: str | None = None, *, timeout_s: float = 10.0, attempts: int = 5
) -> Any:
    """Returns a client, by boto3's name of the service, with credentials, and unless it is given the region, from the environment."""
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=2.0, read_timeout=timeout_s, retries={"mode": "standard", "total_max_attempts": attempts}
    )
    make: Any = boto3.client  # whose type lists the services by name
    return make(service, region_name=region, endpoint_url=endpoint_url, config=config)


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
