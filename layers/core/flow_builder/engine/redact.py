"""Keeps secrets out of everything that is stored or shown."""

import html
import json
from typing import Any
from urllib.parse import quote, quote_plus

from pydantic_core import from_json, to_json

MASK = "•••"
_SHORTEST = 4
"""Shorter values are not masked: they would hit ordinary text everywhere."""


class Redactor:
    """Replaces the secrets it has been told of in JSON and text; one per run."""

    __slots__ = ("_escaped", "_plain")

    def __init__(self) -> None:
        self._plain: list[str] = []
        self._escaped: list[bytes] = []

    def add(self, value: Any) -> None:
        """Registers every string within a JSON value as a secret."""
        if isinstance(value, dict):
            for each in value.values():
                self.add(each)
        elif isinstance(value, list):
            for each in value:
                self.add(each)
        elif isinstance(value, str) and len(value) >= _SHORTEST and value not in self._plain:
            self._plain += _spellings(value) - set(self._plain)
            self._plain.sort(key=len, reverse=True)
            self._escaped = [to_json(secret)[1:-1] for secret in self._plain]

    def clean_bytes(self, raw: bytes) -> bytes:
        """Returns JSON text with the secrets in its strings masked."""
        for secret in self._escaped:
            if secret in raw:
                raw = raw.replace(secret, MASK.encode())
        return raw

    def clean_text(self, text: str) -> str:
        """Returns plain text with the secrets masked."""
        for secret in self._plain:
            text = text.replace(secret, MASK)
        return text

    def clean(self, value: Any) -> Any:
        """Returns a JSON value with the secrets masked."""
        if not self._plain:
            return value
        return from_json(self.clean_bytes(to_json(value, inf_nan_mode="null", fallback=str)))


def _spellings(secret: str) -> set[str]:
    """Returns a secret as pages, addresses and JSON within text spell it."""
    ascii_json, json_text = json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]
    in_html = {html.escape(secret), html.escape(secret, quote=False)}
    return {secret, quote(secret, safe=""), quote(secret), quote_plus(secret), ascii_json, json_text, *in_html}
