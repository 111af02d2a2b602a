"""What a step expects of a file, and the check of a file against it. Free of Playwright, for the nodes' schemas."""

import mimetypes
import re
from dataclasses import dataclass
from fnmatch import translate
from hashlib import sha256
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.browser.content import HTML, PLAIN, UNKNOWN, content_type
from flow_builder.errors import LimitExceeded, NodeError

MAX_DOWNLOAD_BYTES = 200 * 1024 * 1024
"""The largest file a step keeps."""

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "csv": "text/csv",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "xls": "application/vnd.ms-excel",
    "doc": "application/msword",
    "ppt": "application/vnd.ms-powerpoint",
    "msg": "application/vnd.ms-outlook",
    "gz": "application/gzip",
    "jpg": "image/jpeg",
    "json": "application/json",
    "log": PLAIN,
    "text": PLAIN,
    "tsv": "text/tab-separated-values",
    "webp": "image/webp",
    "xml": "application/xml",
    "yaml": "application/yaml",
    "yml": "application/yaml",
    "zip": "application/zip",
    "7z": "application/x-7z-compressed",
    "rar": "application/vnd.rar",
    "parquet": "application/vnd.apache.parquet",
}
"""Endings whose type the system's tables give otherwise or not at all."""
_OLE = "application/x-ole-storage"
_OLE_TYPES = frozenset(_TYPES[name] for name in ("xls", "doc", "ppt", "msg"))
_ALIASES = {
    "text/xml": "application/xml",
    "application/x-zip-compressed": "application/zip",
    "application/x-gzip": "application/gzip",
    "application/csv": "text/csv",
    "image/jpg": "image/jpeg",
}
_FAMILIES = ("image", "video", "audio", "font")

Kind = Annotated[str, Field(pattern=r"^\.?[A-Za-z0-9]+$|^[\w.+-]+/(\*|[\w.+-]+)$")]
"""An ending (`pdf`), a content type (`application/pdf`), or a family (`image/*`, `image`)."""


class Expected(BaseModel):
    """What a file must be to be kept. The content is judged, not what the site says about it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    types: tuple[Kind, ...] = Field(
        default=(),
        max_length=20,
        title="Types",
        description="Such as pdf, xlsx, csv, image/*; judged by the content. Empty: any, but no web page in a "
        "file's place.",
    )
    name: str | None = Field(
        default=None, min_length=1, title="Name", description="Pattern such as report-*.pdf; capitals do not matter."
    )
    min_bytes: int = Field(default=1, ge=0, title="Smallest (bytes)", description="0 allows an empty file.")
    max_bytes: int = Field(default=MAX_DOWNLOAD_BYTES // 2, ge=1, le=MAX_DOWNLOAD_BYTES, title="Largest (bytes)")
    sha256: Annotated[str, Field(pattern=r"^[0-9a-fA-F]{64}$")] | None = Field(default=None, title="SHA-256")


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came from a page: its name as suggested, where it came from, and what the server called it."""

    name: str
    data: bytes
    url: str = ""
    declared: str = ""


def too_large(max_bytes: int, name: str = "") -> LimitExceeded:
    """Returns the error for a file over its limit."""
    return LimitExceeded(
        f"The file{f' {name!r}' if name else ''} is larger than {max_bytes:,} bytes.",
        code="browser.download_size",
        hint="Raise `max_bytes` if such files are expected.",
        details={"max_bytes": max_bytes},
    )


def judged(file: Received, expected: Expected) -> str:
    """Returns the file's content type; raises when the file is not what a step expects.

    Raises NodeError `browser.download_unexpected`, whose `details.found` says what came, and LimitExceeded
    `browser.download_size`.
    """
    found = content_type(file.data)
    size = len(file.data)
    if size > expected.max_bytes:
        raise too_large(expected.max_bytes, file.name)
    if size < expected.min_bytes:
        what = "is empty" if not size else f"has {size:,} bytes, at least {expected.min_bytes:,} are expected"
        raise _unexpected(file, found, what)
    if expected.name is not None and not re.match(translate(expected.name), file.name, re.IGNORECASE):
        raise _unexpected(file, found, f"is not named like {expected.name!r}")
    if expected.sha256 is not None and sha256(file.data).hexdigest() != expected.sha256.lower():
        raise _unexpected(file, found, "has another SHA-256 than the expected one")
    if size:
        _check_type(file, found, expected)
    return _best(file, found)


def _check_type(file: Received, found: str, expected: Expected) -> None:
    if expected.types:
        if not any(_fits(found, kind, file.name) for kind in expected.types):
            raise _unexpected(file, found, f"is {_called(found)}, expected is {' or '.join(expected.types)}")
    elif found == HTML and type_of(_ending(file.name)) not in (None, HTML, PLAIN, "application/xhtml+xml"):
        raise _unexpected(file, found, "is a web page in truth, often one that tells of an error or asks to log in")


def type_of(ending: str) -> str | None:
    """Returns the content type that goes with a file name's ending, or None for an unknown one."""
    low = ending.lower().lstrip(".")
    return _TYPES.get(low) or mimetypes.guess_type(f"x.{low}")[0] if low else None


def _fits(found: str, kind: str, name: str) -> bool:
    """Tells whether content of a type may be what a step calls `kind`; text of any sort passes where text is meant."""
    low = kind.lower()
    if low in _FAMILIES or low.endswith("/*"):
        return found.startswith(f"{low.removesuffix('/*')}/")
    wanted = low if "/" in low else type_of(low)
    wanted = _ALIASES.get(wanted or "", wanted)
    if found in (wanted, _OLE if wanted in _OLE_TYPES else wanted):
        return True
    if wanted is None:  # an ending nobody knows: then only the name can tell
        return _ending(name) == low.lstrip(".")
    if found in (PLAIN, "text/csv"):
        # Text has no signature: a list of one column is CSV, too, and many formats are plain text.
        return _is_texty(wanted)
    if found in ("application/xml", "application/json"):
        return wanted == PLAIN or wanted.endswith(f"+{found.removeprefix('application/')}")
    # Formats without a signature of their own, or within a zip (jar): then only the name can tell.
    hollow = found in (UNKNOWN, "application/zip") and not wanted.startswith(_OFFICE)
    return hollow and type_of(_ending(name)) == wanted


def _is_texty(wanted: str) -> bool:
    return (wanted.startswith("text/") and wanted != HTML) or wanted in ("application/yaml", "application/javascript")


def _best(file: Received, found: str) -> str:
    """Returns the most telling type: of the content, else what name or server add to it."""
    if found not in (UNKNOWN, PLAIN, "application/zip", "application/xml", _OLE, "text/csv"):
        return found
    by_name = type_of(_ending(file.name))
    declared = _ALIASES.get(file.declared, file.declared)
    for said in (by_name, declared):
        if said and said != found and (found == UNKNOWN or _fits(found, said, file.name)):
            return said
    return found


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if stem and dot else ""


def _called(found: str) -> str:
    names = {HTML: "a web page", PLAIN: "plain text", UNKNOWN: "of no known type", "text/csv": "a table in text"}
    return names.get(found, found)


def _unexpected(file: Received, found: str, what: str) -> NodeError:
    details: dict[str, Any] = {
        "name": file.name,
        "bytes": len(file.data),
        "found": found,
        "declared": file.declared,
        "url": file.url[:2_000],
    }
    if found in (HTML, PLAIN):
        details["text"] = _excerpt(file.data)
    return NodeError(
        f"The file {file.name!r} {what}.",
        code="browser.download_unexpected",
        retryable=found == HTML,
        hint="Look at `details`; correct `expect` if such a file is right.",
        details=details,
    )


def _excerpt(data: bytes) -> str:
    text = data[:20_000].decode("utf-8", "replace")
    text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL | re.IGNORECASE)
    return re.sub(r"\s+", " ", text).strip()[:300]
