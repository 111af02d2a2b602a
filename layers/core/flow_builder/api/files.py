"""Files of runs as answers: ranges, names, and headers that keep what is in them from acting as a page of this host."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from starlette.responses import Response

from flow_builder.domain.value import Artifact

_RANGE = re.compile(r"bytes=(\d{1,15})?-(\d{1,15})?")
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "video/webm", "video/mp4", "text/plain"})
"""Types that a browser may show; all others are saved. None of them runs anything."""
_PARTIAL, _UNMET, _SAME = 206, 416, 304


def file_answer(file: Artifact, data: bytes, asked: Mapping[str, str], *, inline: bool = False) -> Response:
    """Returns a file, or the part of it or the "not changed" that the request headers `asked` for (lower-case names)."""
    etag = f'"{file.sha256}"'
    kind = "inline" if inline and file.content_type.partition(";")[0] in _SHOWN else "attachment"
    headers = {
        "content-disposition": f"{kind}; filename*=UTF-8''{quote(file.name, safe='')}",
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
