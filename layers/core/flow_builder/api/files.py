"""Files of runs as answers: ranges, names, and headers that keep what is in them from acting as a page of this host."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from starlette.responses import Response

from flow_builder.domain.value import Artifact
from flow_builder.services.app import App
from flow_builder.store.blobs import Shown

_RANGE = re.compile(r"bytes=(\d{1,15})?-(\d{1,15})?")
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "video/webm", "video/mp4", "text/plain"})
"""Types that a browser may show; all others are saved. None of them runs anything."""
_PARTIAL, _UNMET, _SAME = 206, 416, 304
ELSEWHERE_SECONDS = 300


def file_answer(file: Artifact, data: bytes, asked: Mapping[str, str], *, inline: bool = False) -> Response:
    """Returns a file, or the part of it or the "not changed" that the request headers `asked` for (lower-case names)."""
    etag = f'"{file.sha256}"'
    headers = {
        "content-disposition": _disposition(file, inline=inline),
        "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'",
        "x-content-type-options": "nosniff",
        "accept-ranges": "bytes",
        "etag": etag,
        "cache-control": "private, no-cache",
    }
    if asked.get("if-none-match") in (etag, f"W/{etag}"):
        return Response(None, _SAME, headers)
    part = _part(asked, len(data), etag)
    if part is None:
        return Response(data, 200, headers, file.content_type)
    first, last = part
    if first > last:
        return Response(None, _UNMET, {**headers, "content-range": f"bytes */{len(data)}"})
    headers["content-range"] = f"bytes {first}-{last}/{len(data)}"
    return Response(data[first : last + 1], _PARTIAL, headers, file.content_type)


async def artifact_answer(
    app: App, workspace: str, file: Artifact, asked: Mapping[str, str], *, inline: bool = False
) -> Response:
    """Returns a file of a run as `file_answer` does; a large one, where this host cannot give it, as the way to the bucket.

    The address there holds for five minutes. What a browser shows from it cannot act as this host: it is another one.
    """
    if app.answer_bytes is not None and file.bytes > app.answer_bytes:
        shown = Shown(file.content_type, _disposition(file, inline=inline))
        url = await app.stores.artifacts.link(workspace, file.artifact, ELSEWHERE_SECONDS, shown)
        if url is not None:
            return elsewhere(url)
    return file_answer(file, await app.stores.artifacts.get(workspace, file.artifact), asked, inline=inline)


def elsewhere(url: str) -> Response:
    """Returns the answer that leads to an address which nobody else should see."""
    return Response(
        None, 303, {"location": url, "cache-control": "private, no-store", "referrer-policy": "no-referrer"}
    )


def _disposition(file: Artifact, *, inline: bool) -> str:
    kind = "inline" if inline and file.content_type.partition(";")[0] in _SHOWN else "attachment"
    return f"{kind}; filename*=UTF-8''{quote(file.name, safe='')}"


def _part(asked: Mapping[str, str], size: int, etag: str) -> tuple[int, int] | None:
    """Returns the first and last byte of what is asked for; None for all of it, first > last for what is not there."""
    found = _RANGE.fullmatch(asked.get("range", ""))
    if found is None or asked.get("if-range", etag) != etag or found[0] == "bytes=-":
        return None
    if found[1] is None:
        return max(size - int(found[2]), 0), size - 1
    first = int(found[1])
    last = size - 1 if found[2] is None else min(int(found[2]), size - 1)
    if found[2] is not None and int(found[2]) < first:
        return None
    return (first, last) if first < size else (1, 0)
