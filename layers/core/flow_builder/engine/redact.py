"""Keeps secrets out of everything that is stored or shown."""

import re
from collections.abc import AsyncIterable, AsyncIterator
from typing import Any

from pydantic_core import from_json, to_json

from flow_builder.domain.spellings import nested, spellings

MASK = "•••"
_SHORTEST = 4
"""Shorter values are not masked: they would hit ordinary text everywhere."""


class Redactor:
    """Replaces the secrets it has been told of in JSON and text; one per run."""

    __slots__ = ("_escaped", "_known", "_nested", "_plain")

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._plain: list[str] = []
        self._escaped: list[bytes] = []
        self._nested: list[re.Pattern[bytes]] = []

    def add(self, value: Any) -> None:
        """Registers every string within a JSON value as a secret."""
        if isinstance(value, dict):
            for each in value.values():
                self.add(each)
        elif isinstance(value, list):
            for each in value:
                self.add(each)
        elif isinstance(value, str) and len(value) >= _SHORTEST and value not in self._known:
            self._known.add(value)
            self._nested += nested(value)
            # Longest first: what holds another secret must not lose its middle.
            self._plain = sorted({*self._plain, *spellings(value)}, key=lambda each: (-len(each), each))
            self._escaped = list(dict.fromkeys(to_json(secret)[1:-1] for secret in self._plain))

    def clean_bytes(self, raw: bytes) -> bytes:
        """Returns JSON text with the secrets in its strings masked."""
        for secret in self._escaped:
            if secret in raw:
                raw = raw.replace(secret, MASK.encode())
        return self._without_nested(raw)

    def clean_text(self, text: str) -> str:
        """Returns plain text with the secrets masked."""
        for secret in self._plain:
            text = text.replace(secret, MASK)
        if not self._nested:
            return text
        return self._without_nested(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")

    def clean_file(self, raw: bytes) -> bytes:
        """Returns a file's bytes with the secrets masked that can be read in it; packed ones stay."""
        for secret in self._written():
            if secret in raw:
                raw = raw.replace(secret, MASK.encode())
        return self._without_nested(raw)

    def _without_nested(self, raw: bytes) -> bytes:
        for pattern in self._nested:
            raw = pattern.sub(MASK.encode(), raw)
        return raw

    async def clean_pieces(self, pieces: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
        """Yields a file's pieces with the secrets masked, those that are cut by the pieces' borders too."""
        longest = max(map(len, self._written()), default=1)
        held = b""
        async for piece in pieces:
            held = self.clean_file(held + piece)
            done = len(held) - (longest - 1)
            if done > 0:
                yield held[:done]
                held = held[done:]
        if held:
            yield held

    def _written(self) -> list[bytes]:
        return [secret.encode("utf-8", "surrogatepass") for secret in self._plain]

    def clean(self, value: Any) -> Any:
        """Returns a JSON value with the secrets masked."""
        if not self._plain:
            return value
        return from_json(self.clean_bytes(to_json(value, inf_nan_mode="null", fallback=str)))
