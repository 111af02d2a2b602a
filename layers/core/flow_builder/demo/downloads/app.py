"""The zoo of downloads as an ASGI application."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from flow_builder.demo.broken import BrokenResponse
from flow_builder.demo.downloads.files import LARGE_BYTES, Files
from flow_builder.demo.downloads.shelf import SHELF, Entry
from flow_builder.demo.markup import Html, each, fill
from flow_builder.demo.sessions import Clock, Sessions
from flow_builder.demo.site import Site

POLLS = 3
"""How often one must ask for a report until it is ready."""
HOPS = 3
"""Redirects in front of a file."""
JOB_S = 600
_COOKIE = "archive_terms"
_FOUND = 302

Sleep = Callable[[float], Awaitable[None]]


@dataclass(slots=True)
class _Job:
    """A report under way."""

    asked: int = 0


def create_downloads(
    seed: int, base_path: str = "", clock: Clock = time.time, sleep: Sleep = asyncio.sleep, delay_s: float = 0.1
) -> Starlette:
    """Returns the downloads at a seed, below `base_path`; `delay_s` stands before each line of the slow one."""
    archive = _Archive(seed, base_path.rstrip("/"), clock, sleep, delay_s)
    routes = [
        Route("/", archive.front),
        Route("/terms", archive.accept, methods=["POST"]),
        Route("/files/slow.txt", archive.slow),
        Route("/files/large.bin", archive.large),
        Route("/files/truncated.csv", archive.truncated),
        Route("/files/members.csv", archive.members),
        Route("/files/hop/{left:int}", archive.hop),
        Route("/files/{key}", archive.file),
        Route("/reports", archive.order, methods=["POST"]),
        Route("/reports/{job}", archive.job),
        Route("/reports/{job}/report.csv", archive.report),
        Route("/api/truth", archive.truth),
    ]
    return archive.site.starlette(routes)


class _Archive:
    def __init__(self, seed: int, base: str, clock: Clock, sleep: Sleep, delay_s: float) -> None:
        self.files = Files(seed)
        self.sleep = sleep
        self.delay_s = delay_s
        self.jobs: Sessions[_Job] = Sessions(clock, ttl_s=JOB_S, limit=200)
        self.site = Site(
            key="downloads", name="Coast Archive", base=base, color="#8a2f4a", nav=(("/", "All files"),),
            assets=("downloads.js",), about="its files are made up. They arrive in every way that downloads do.",
        )  # fmt: skip

    async def front(self, request: Request) -> Response:
        parts = {group: self._cards(group) for group in ("named", "made", "hard")}
        accepted = _COOKIE in request.cookies
        body = self.site.fill(
            "front.html",
            **parts,
            accepted=Html("" if accepted else " hidden"),
            asked=Html(" hidden" if accepted else ""),
        )
        return self.site.page("All files", body, here="/", scripts=("downloads.js",))

    async def accept(self, _: Request) -> Response:
        answer = self.site.redirect("/#members")
        answer.set_cookie(_COOKIE, "yes", path=f"{self.site.base}/", max_age=3_600, httponly=True, samesite="lax")
        return answer

    async def file(self, request: Request) -> Response:
        """Answers a file of the shelf with its own headers."""
        entry = next((one for one in SHELF if one.path == request.path_params["key"] and one.content), None)
        if entry is None:
            return self.site.missing()
        headers = {"content-disposition": entry.disposition} if entry.disposition else {}
        return Response(self._content(entry), media_type=entry.media_type, headers=headers)

    async def slow(self, _: Request) -> Response:
        """Answers a line every `delay_s` seconds."""
        lines = self.files.slow.splitlines(keepends=True)

        async def send() -> AsyncIterator[bytes]:
            for line in lines:
                await self.sleep(self.delay_s)
                yield line

        headers = {
            "content-length": str(len(self.files.slow)),
            "content-disposition": 'attachment; filename="slow.txt"',
        }
        return StreamingResponse(send(), media_type="text/plain", headers=headers)

    async def large(self, _: Request) -> Response:
        headers = {"content-length": str(LARGE_BYTES), "content-disposition": 'attachment; filename="large.bin"'}
        return StreamingResponse(self.files.large(), media_type="application/octet-stream", headers=headers)

    async def truncated(self, _: Request) -> Response:
        """Announces the whole file and breaks off in the middle."""
        whole = self.files.csv
        headers = {"content-disposition": 'attachment; filename="truncated.csv"'}
        return BrokenResponse(whole[: len(whole) // 2], len(whole), "text/csv", headers)

    async def members(self, request: Request) -> Response:
        """Answers a file to those who have accepted the terms, a page to all others."""
        if _COOKIE not in request.cookies:
            body = '<section class="notice"><h1>Accept the terms first</h1><p role="alert">This file is for members who have.</p><p><a class="button" href="$base/#members">Back</a></p></section>'
            return self.site.page("Not allowed", fill(body, base=self.site.base), status=403)
        return _attachment(self.files.csv, "members.csv")

    async def hop(self, request: Request) -> Response:
        """Leads on to itself until no hops are left, then to the file."""
        left = min(request.path_params["left"], HOPS)
        onward = f"hop/{left - 1}" if left > 1 else "plain.csv"
        return RedirectResponse(f"{self.site.base}/files/{onward}", _FOUND)

    async def order(self, _: Request) -> Response:
        """Begins a report; it is ready when one has asked for it often enough, so that no clock decides."""
        token = self.jobs.add(_Job())
        return JSONResponse({"job": token, "url": f"{self.site.base}/reports/{token}"}, 202)

    async def job(self, request: Request) -> Response:
        token = request.path_params["job"]
        job = self.jobs.get(token)
        if job is None:
            return JSONResponse({"error": "There is no such report."}, 404)
        job.asked = min(job.asked + 1, POLLS)
        if job.asked < POLLS:
            return JSONResponse(
                {"status": "preparing", "percent": job.asked * 100 // POLLS}, headers={"retry-after": "1"}
            )
        return JSONResponse({"status": "ready", "percent": 100, "file": f"{self.site.base}/reports/{token}/report.csv"})

    async def report(self, request: Request) -> Response:
        job = self.jobs.get(request.path_params["job"])
        if job is None or job.asked < POLLS:
            return self.site.missing()
        return _attachment(self.files.csv, "report.csv")

    async def truth(self, _: Request) -> Response:
        """Answers what each file is when it has arrived whole."""
        return JSONResponse({"files": list(self._truths())})

    def _truths(self) -> Iterator[dict[str, Any]]:
        for entry in SHELF:
            if entry.key == "large":
                size, sha256 = LARGE_BYTES, self.files.large_sha256
            else:
                content = self._content(entry)
                size, sha256 = len(content), hashlib.sha256(content).hexdigest()
            yield {
                "key": entry.key, "title": entry.title, "name": entry.name, "url": f"{self.site.base}/files/{entry.path}" if entry.path else None,
                "content_type": entry.media_type, "bytes": size, "sha256": sha256, "complete": entry.key != "truncated",
            }  # fmt: skip

    def _content(self, entry: Entry) -> bytes:
        if entry.content == "nothing":
            return b""
        content: bytes = getattr(self.files, entry.content or "csv")
        return content

    def _cards(self, group: str) -> Html:
        card = (
            '<li class="card" id="$key"><div><h3>$title</h3><p class="soft small">$line</p></div>'
            '<a class="button quiet small" href="$url"$more>Download</a></li>'
        )
        return each(card, (
            {"key": entry.key, "title": entry.title, "line": entry.line, "url": f"{self.site.base}/files/{entry.path}",
             "more": Html(entry.attributes)}
            for entry in SHELF if entry.group == group
        ))  # fmt: skip


def _attachment(content: bytes, name: str) -> Response:
    return Response(content, media_type="text/csv", headers={"content-disposition": f'attachment; filename="{name}"'})
