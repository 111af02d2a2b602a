"""Pages of a list of which only some items are wanted."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

_PAGES = 20
"""How many stored pages one page of a search goes through at most."""


async def search(
    read: Callable[[int, str | None], Awaitable[tuple[list[T], str | None]]],
    fits: Callable[[T], bool],
    limit: int,
    cursor: str | None,
) -> tuple[list[T], str | None]:
    """Returns at most `limit` items that fit and the cursor to go on with; `read` gets (limit, cursor).

    A page may hold fewer items than `limit`, or none, and still have a cursor: the work per page is bounded.
    """
    found: list[T] = []
    for _ in range(_PAGES):
        page, cursor = await read(limit - len(found), cursor)
        found += filter(fits, page)
        if cursor is None or len(found) >= limit:
            break
    return found, cursor
