"""What somebody wants to do, and the request that says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ministack.core.responses import get_account_id, get_region


@dataclass(frozen=True)
class Ask:
    """One thing that somebody wants to do, in the words of the service authorization reference; `keys` for conditions."""

    action: str
    resource: str
    keys: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """A request as a service gets it; `query` has a list for each name."""

    service: str
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    query: Mapping[str, Any]


class Unknown(Exception):
    """Nobody has said yet what a request asks for."""


def arn(service: str, resource: str) -> str:
    """Returns the ARN of something in the account and region of the request."""
    return f"arn:aws:{service}:{get_region()}:{get_account_id()}:{resource}"
