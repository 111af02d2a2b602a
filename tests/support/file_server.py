"""A site that gives files in every way sites do, the bad ones included."""

import io
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.support.web import Reply, Request, Web, Wire, serve

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
CSV = b"name,price\r\nKettle,19\r\n"
HTML = b"<!doctype html><title>Sorry</title><h1>Please log in</h1>"

PAGE = b"""<!doctype html><meta charset=utf-8><title>Files</title><h1>Files</h1>
<a id=csv href=/csv>CSV</a> <a id=pdf href=/pdf>PDF</a> <a id=tab href=/csv target=_blank>In a tab</a>
<a id=inline-tab href=/inline.txt target=_blank>Shown in a tab</a> <a id=shown href=/inline.txt>Shown</a>
<a id=truncated href=/truncated>Truncated</a> <a id=empty href=/empty>Empty</a> <a id=slow href=/slow>Slow</a>
<a id=fake href=/fake.pdf>Fake</a> <a id=error href=/error>Error</a> <a id=login href=/login>Login</a>
<a id=redirect href=/redirect>Redirect</a> <a id=evil href=/evil>Evil</a> <a id=big href=/big>Big</a>
<a id=data download="d.csv" href="data:text/csv,name%2Cprice%0D%0AKettle%2C19%0D%0A">Data</a>
<button id=blob>Blob</button> <button id=three>Three</button> <button id=later>Later</button>
<script>
  const save = (name, url) => Object.assign(document.createElement("a"), { href: url, download: name }).click();
  blob.onclick = () => save("b.csv", URL.createObjectURL(new Blob(["name,price\\r\\nKettle,19\\r\\n"])));
  three.onclick = () => { for (const n of [1, 2, 3]) save(`f${n}.csv`, `/csv?n=${n}`) };
  later.onclick = () => setTimeout(() => save("l.csv", "/csv"), 300);
</script>"""


def attachment(name: str, data: bytes, kind: str = "application/octet-stream", status: int = 200) -> Reply:
    return Reply(data, status, {"content-type": kind, "content-disposition": f'attachment; filename="{name}"'})


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


async def _truncated(request: Request, wire: Wire) -> None:
    head = "Content-Type: text/csv\r\nContent-Disposition: attachment; filename=t.csv\r\nContent-Length: 1000"
    await wire.send(f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + b"a,b\r\n" * 10)
    wire.writer.close()


class _Slow:
    """Sends half of a file, and the rest when the test says so."""

    def __init__(self, web: Web) -> None:
        self.web = web

    async def __call__(self, request: Request, wire: Wire) -> None:
        head = "Content-Type: text/csv\r\nContent-Disposition: attachment; filename=s.csv\r\n"
        await wire.send(f"HTTP/1.1 200 OK\r\n{head}Content-Length: {len(CSV)}\r\n\r\n".encode() + CSV[:5])
        await self.web.ended.wait()


async def _big(request: Request, wire: Wire) -> None:
    head = "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=big.bin"
    await wire.send(f"HTTP/1.1 200 OK\r\n{head}\r\nConnection: close\r\n\r\n".encode())
    for _ in range(400):
        await wire.send(b"x" * 65_536)
    wire.writer.close()


def _member(request: Request, wire: Wire) -> Reply:
    if "who=ada" in request.headers.get("cookie", ""):
        return attachment("member.csv", CSV, "text/csv")
    return Reply(HTML, headers={"content-type": "text/html"})


@asynccontextmanager
async def file_server() -> AsyncIterator[Web]:
    """Yields the site; `/` links to everything."""
    html = {"content-type": "text/html"}
    async with serve({}) as web:
        web.routes |= {
            "/": lambda *_: Reply(PAGE, headers=html),
            "/csv": lambda *_: attachment("report.csv", CSV, "text/csv"),
            "/pdf": lambda *_: Reply(PDF, headers={"content-type": "application/pdf"}),
            "/inline.txt": lambda *_: Reply(b"plain words", headers={"content-type": "text/plain"}),
            "/truncated": _truncated,
            "/empty": lambda *_: attachment("e.csv", b""),
            "/slow": _Slow(web),
            "/fake.pdf": lambda *_: attachment("fake.pdf", HTML, "application/pdf"),
            "/error": lambda *_: attachment("x.csv", HTML, "text/html", 500),
            "/login": lambda *_: Reply(HTML, headers={"content-type": "text/html", "set-cookie": "who=ada"}),
            "/redirect": lambda *_: Reply(b"", 302, {"location": "/csv"}),
            "/evil": lambda *_: attachment("../../etc/passwd.csv", CSV),
            "/big": _big,
            "/member": _member,
            "/loop": lambda *_: Reply(b"", 302, {"location": "/loop"}),
            "/stall": web.stall,
        }
        yield web
