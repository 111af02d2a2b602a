"""Request bodies, read whole by the layers in front of the routes: their size and how deeply they are nested."""

import re

from starlette.types import Message, Receive

from flow_builder.errors import InvalidInput

MAX_BODY_BYTES = 8 * 1024 * 1024
MAX_NESTING = 100
"""Objects and lists within each other."""

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS = bytes.maketrans(b"{}", b"[]")
_NOT_BRACKETS = bytes(each for each in range(256) if each not in b"[]{}")


async def read_body(receive: Receive) -> bytes:
    """Returns a request's body; one whose sender went away ends early. How large it may be is for `receive` to say."""
    parts: list[bytes] = []
    while (message := await receive())["type"] == "http.request":
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            break
    return parts[0] if len(parts) == 1 else b"".join(parts)


def replay(body: bytes, receive: Receive) -> Receive:
    """Returns a `receive` that gives a body that was read, and then what else comes."""
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def check_nesting(body: bytes, limit: int = MAX_NESTING) -> None:
    """Refuses JSON that is nested more than `limit` deep: InvalidInput `body.nesting`.

    Small steps in C only: texts are cut out, then pairs of brackets with nothing between them vanish layer by layer.
    """
    if body.count(b"{") + body.count(b"[") <= limit:
        return
    left = _STRING.sub(b"", body).translate(_BRACKETS, _NOT_BRACKETS)
    for _ in range(limit):
        before = len(left)
        left = left.replace(b"[]", b"")
        if len(left) == before:
            break
    else:
        before = 0
    # Brackets that never close are for the parser to complain about, unless they are too many for it.
    if left.count(b"[") > (limit if before else 0):
        raise InvalidInput(f"The body is nested more than {limit} deep.", code="body.nesting", hint="Flatten it.")
