"""Reads a PDF; started as a process of its own by `pdf_text`, which ends it when it takes too long.

PDFs are programs of a kind: one that means harm can keep a reader busy for ever or eat all memory. Reads options as a
line of JSON and then the file from standard input, writes its answer as JSON. Imports nothing of this package.
"""

import json
import logging
import sys
from contextlib import suppress
from io import BytesIO
from typing import Any

_MEMORY_BYTES = 2 * 1024**3
"""Address space, most of which a reader never touches."""


def main() -> None:
    """Answers one request."""
    _limit_memory()
    logging.disable(logging.CRITICAL)
    options = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    try:
        answer = _read(content, options)
    except MemoryError:
        answer = {"error": "memory"}
    except RecursionError:
        answer = {"error": "damaged", "message": "its parts lie too deep in each other"}
    sys.stdout.write(json.dumps(answer))


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # not everywhere, and never more than allowed
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _read(content: bytes, options: dict[str, Any]) -> dict[str, Any]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(options["password"]):
            return {"error": "encrypted", "message": "wrong" if options["password"] else "missing"}
        return _answer(reader, options)
    except (MemoryError, RecursionError):
        raise
    except (PyPdfError, Exception) as error:  # noqa: BLE001 - damaged files end in errors of all kinds
        return {"error": "damaged", "message": str(error)[:300] or type(error).__name__}


def _answer(reader: Any, options: dict[str, Any]) -> dict[str, Any]:
    total = len(reader.pages)
    wanted = _wanted(options["pages"], total)
    pages: list[dict[str, Any]] = []
    left = options["max_chars"]
    for number in wanted[: options["max_pages"]]:
        text = _page_text(reader.pages[number - 1], options["layout"])
        pages.append({"page": number, "text": text[:left]})
        left -= len(text)
        if left < 0:
            break
    return {
        "total": total,
        "pages": pages,
        "truncated": left < 0 or len(pages) < len(wanted),
        "metadata": _metadata(reader),
        "encrypted": bool(reader.is_encrypted),
    }


def _page_text(page: Any, layout: bool) -> str:
    text = page.extract_text(extraction_mode="layout" if layout else "plain") or ""
    lines = (line.rstrip() for line in text.encode("utf-8", "replace").decode().replace("\x00", "").split("\n"))
    return "\n".join(lines).strip("\n")


def _wanted(ranges: list[list[int]], total: int) -> list[int]:
    """Returns the page numbers of ranges such as [[1, 3], [7, 0]], 0 meaning the last, each once and in order."""
    if not ranges:
        return list(range(1, total + 1))
    chosen = (range(first, min(last or total, total) + 1) for first, last in ranges)
    return list(dict.fromkeys(number for numbers in chosen for number in numbers))


def _metadata(reader: Any) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    with suppress(Exception):  # what is there counts, and a bad date is no reason to fail
        info = reader.metadata or {}
        for name in ("Title", "Author", "Subject", "Keywords", "Creator", "Producer"):
            value = info.get(f"/{name}")
            found[name.lower()] = str(value)[:2_000].strip() or None if value is not None else None
    for name, date in (("created", "creation_date"), ("modified", "modification_date")):
        with suppress(Exception):
            moment = getattr(reader.metadata, date)
            found[name] = moment.isoformat() if moment else None
    return found


if __name__ == "__main__":
    main()
