"""HTTP headers that carry secrets and therefore stay out of outputs, logs and records."""

from collections.abc import Mapping

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
