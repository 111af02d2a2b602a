"""Patterns for addresses and messages as flow authors write them. Free of Playwright, for the nodes' schemas."""

import re
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """Returns what a whole text must match: `*` stands for anything, `/…/` is a regular expression found anywhere.

    Raises re.error for a malformed regular expression.
    """
    if len(pattern) > 2 and pattern.startswith("/") and pattern.endswith("/"):  # noqa: PLR2004 - the two slashes
        return re.compile(pattern[1:-1])
    return re.compile(f"^{'.*'.join(map(re.escape, re.split(r'[*]+', pattern)))}$", re.DOTALL)


def fits(pattern: str | None, text: str) -> bool:
    """Tells whether a text fits a pattern; None fits all."""
    return pattern is None or compiled(pattern).search(text) is not None


def _valid(pattern: str) -> str:
    try:
        compiled(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, Field(min_length=1, max_length=2_000), AfterValidator(_valid)]
"""Text in which `*` stands for anything, or a regular expression between slashes."""
