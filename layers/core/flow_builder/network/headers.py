"""HTTP headers: those that carry secrets and stay out of outputs, logs and records, and Retry-After."""

import time
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

SENSITIVE = frozenset(
    {
        "authorization",
        "cookie",
        "proxy-authenticate",
        "proxy-authorization",
        "set-cookie",
        "x-amz-security-token",
        "x-api-key",
        "x-auth-token",
        "x-csrf-token",
        "x-flow-token",
    }
)
"""Lower-case names of the headers that are left out."""


def public_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Returns headers with lower-case names and without those that carry secrets."""
    return {name.lower(): value for name, value in headers.items() if name.lower() not in SENSITIVE}


_LONGEST_S = 86_400.0


def retry_after(value: str) -> float | None:
    """Returns the seconds a Retry-After header asks to wait (a number or a date), at most a day; None without one."""
    text = value.strip()
    if text.isdecimal():
        return min(float(text), _LONGEST_S)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, round(aware.timestamp() - time.time(), 3)), _LONGEST_S)
