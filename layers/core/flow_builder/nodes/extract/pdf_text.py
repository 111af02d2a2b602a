"""Reads the text of a PDF, page by page, with its metadata.

Only text that is stored as text is found: a scan is a picture and needs *OCR*; `has_text` says whether there was any.
The layout mode keeps columns apart by spaces, which helps with tables. Encrypted files need their password, unless it
is empty. A file is read by a process of its own, which is ended when it takes too long or too much memory.
"""

import asyncio
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, field_validator

from flow_builder.errors import LimitExceeded, NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, credential_field
from flow_builder.nodes.credential_fields import credential_fields

_PROGRAM = Path(__file__).with_name("_pdf.py")
_RANGES = re.compile(r"\s*\d+\s*(?:-\s*\d*\s*)?(?:,\s*\d+\s*(?:-\s*\d*\s*)?)*")
_MAX_BYTES = 100 * 1024 * 1024


class Config(NodeConfig):
    """Which file, and which pages."""

    file: Any = Field(title="File", description="An artifact, such as `{{ steps.download.artifact }}`.")
    pages: str = Field(default="", max_length=1_000, title="Pages", description="Such as 1-3, 7, 10-; empty for all.")
    layout: bool = Field(default=False, title="Keep the layout", description="Columns stay apart. Takes longer.")
    password: str | None = credential_field("password", "basic")
    max_pages: int = Field(default=500, ge=1, le=5_000, title="At most", description="Pages.")
    max_chars: int = Field(default=2_000_000, ge=1, le=5_000_000, title="At most (characters)")
    timeout_s: float = Field(default=60, gt=0, le=600, title="Timeout", description="Seconds.")

    @field_validator("pages")
    @classmethod
    def _are_pages(cls, text: str) -> str:
        if text.strip() and not _RANGES.fullmatch(text):
            raise ValueError("pages are written as 1-3, 7, 10-")
        ranges(text)
        return text


class Page(BaseModel):
    """One page's text."""

    page: int
    text: str


class Metadata(BaseModel):
    """What the file says about itself."""

    title: str | None = None
    author: str | None = None
    subject: str | None = None
    keywords: str | None = None
    creator: str | None = None
    producer: str | None = None
    created: str | None = None
    modified: str | None = None


class Output(NodeOutput):
    """The text of all pages, with an empty line between them, and of each."""

    text: str
    pages: list[Page]
    count: int
    """Pages that were read."""
    total: int
    """Pages there are."""
    has_text: bool
    truncated: bool
    encrypted: bool
    metadata: Metadata


def ranges(text: str) -> list[list[int]]:
    """Returns page ranges as [first, last], 0 meaning the last page; ValueError for ranges that go backwards."""
    found = []
    for part in filter(None, map(str.strip, text.split(","))):
        first, dash, last = (each.strip() for each in part.partition("-"))
        pair = [int(first), int(last or 0) if dash else int(first)]
        if pair[0] < 1 or (pair[1] and pair[1] < pair[0]):
            raise ValueError(f"{part!r} is not a range of pages; the first page is 1")
        found.append(pair)
    return found


async def run(config: Config, ctx: Context) -> Output:
    """Returns the text.

    Raises NodeError `extract.not_pdf`, `extract.pdf_encrypted`, `extract.pdf_damaged`, `extract.timeout`,
    LimitExceeded `extract.too_large`.
    """
    content = await _content(config, ctx)
    password = ""
    if config.password is not None:
        fields = await credential_fields(
            ctx, config.password, "password", "basic", needs=("password",), field="/password"
        )
        password = str(fields["password"])
    answer = await _asked(content, config, password)
    pages = [Page(**page) for page in answer["pages"]]
    text = "\n\n".join(page.text for page in pages if page.text)
    return Output(
        text=text,
        pages=pages,
        count=len(pages),
        total=answer["total"],
        has_text=bool(text.strip()),
        truncated=answer["truncated"],
        encrypted=answer["encrypted"],
        metadata=Metadata(**answer["metadata"]),
    )


async def _content(config: Config, ctx: Context) -> bytes:
    if not (isinstance(config.file, dict) and "artifact" in config.file):
        raise NodeError(
            "A PDF must be given as an artifact.",
            code="extract.not_pdf",
            field="/file",
            hint="Take the `artifact` of a download or upload.",
        )
    if int(config.file.get("bytes") or 0) > _MAX_BYTES:
        raise LimitExceeded(
            f"The PDF is larger than {_MAX_BYTES // 1024**2} MiB.", code="extract.too_large", field="/file"
        )
    content = await ctx.read_artifact(config.file)
    if b"%PDF-" not in content[:1024]:
        raise NodeError("The file is not a PDF.", code="extract.not_pdf", field="/file")
    return content


async def _asked(content: bytes, config: Config, password: str) -> dict[str, Any]:
    """Returns the reader's answer; the reader gets none of this process's settings."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # the folder holds modules whose names would stand in the way of others
        str(_PROGRAM),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=_environment(),
    )
    options = config.model_dump(include={"layout", "max_pages", "max_chars"})
    request = json.dumps({**options, "pages": ranges(config.pages), "password": password}).encode() + b"\n"
    try:
        async with asyncio.timeout(config.timeout_s):
            answer, _ = await process.communicate(request + content)
    except TimeoutError:
        raise NodeError(
            f"The PDF was not read within {config.timeout_s:g} s.",
            code="extract.timeout",
            hint="Choose fewer pages, or give it more time.",
        ) from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    found: dict[str, Any] = json.loads(answer) if answer else {"error": "memory"}
    if "error" in found:
        raise _failed(found)
    return found


def _environment() -> dict[str, str]:
    """Returns what a Python needs to start and find the same packages; nothing that may be a secret."""
    needed = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    return {**needed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}


def _failed(answer: dict[str, Any]) -> NodeError | LimitExceeded:
    if answer["error"] == "memory":
        return LimitExceeded("The PDF takes too much memory to read.", code="extract.too_large", field="/file")
    if answer["error"] == "encrypted":
        return NodeError(
            "The PDF is encrypted and the password does not fit."
            if answer["message"] == "wrong"
            else "The PDF is encrypted and needs a password.",
            code="extract.pdf_encrypted",
            field="/password",
            hint="Choose a credential that holds its password.",
        )
    return NodeError(f"The PDF is damaged: {answer['message']}.", code="extract.pdf_damaged", field="/file")


EXAMPLES = (
    Example("Not a file", {"file": "{{ input }}"}, input="hello.pdf", error="extract.not_pdf"),
    Example("A range of pages that goes backwards", {"file": None, "pages": "3-1"}, error="config.invalid"),
)

NODE = NodeType(
    id="extract.pdf_text",
    title="PDF text",
    config=Config,
    output=Output,
    run=run,
    credits=1,
    icon="file-text",
    timeout_s=660,
    examples=EXAMPLES,
)
