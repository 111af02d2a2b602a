"""http.download and http.webhook_reply."""

import tracemalloc
from collections.abc import AsyncIterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from flow_builder.domain.value import Artifact
from flow_builder.errors import NodeError
from flow_builder.network.disposition import disposition_name
from flow_builder.nodes.memory_backend import MemoryBackend
from flow_builder.store.artifacts import ArtifactStore
from flow_builder.store.folder_blobs import FolderBlobs
from flow_builder.store.sqlite import SqliteTable
from tests.support.nodes import Bench
from tests.support.web import Reply, Request, Wire, serve

DATA = bytes(range(256)) * 40


def file(content_type: str = "application/pdf", **headers: str) -> Any:
    return lambda *_: Reply(DATA, headers={"content-type": content_type, **headers})


async def test_a_file_is_kept_with_its_checksum(bench: Bench) -> None:
    routes = {
        "/a": lambda *_: Reply(status=302, headers={"location": "/files/gr%C3%BCn.pdf?x=1"}),
        "/files/gr%C3%BCn.pdf": file(),
    }
    async with serve(routes) as web:
        output = await bench("http.download", {"url": web.url("/a")})
        assert output["url"] == web.url("/files/gr%C3%BCn.pdf?x=1")
    assert (output["name"], output["bytes"], output["content_type"]) == ("grün.pdf", len(DATA), "application/pdf")
    assert output["sha256"] == output["artifact"]["sha256"] == sha256(DATA).hexdigest()
    assert bench.backend.blobs[output["artifact"]["artifact"]] == DATA


@pytest.mark.parametrize(
    ("path", "headers", "wish", "name"),
    [
        ("/x", {"content-disposition": 'attachment; filename="a b.pdf"'}, None, "a b.pdf"),
        ("/x", {"content-disposition": "attachment; filename=plain.pdf; size=3"}, None, "plain.pdf"),
        ("/x", {"content-disposition": 'attachment; filename="../../etc/passwd"'}, None, "passwd.pdf"),
        ("/x", {"content-disposition": 'attachment; filename="a.pdf"'}, "mine/b.pdf", "b.pdf"),
        ("/x", {}, None, "x.pdf"),
        ("/", {}, None, "download.pdf"),
        ("/", {"content-disposition": 'attachment; filename="CON.pdf"'}, None, "_CON.pdf"),
    ],
)
async def test_names_are_the_servers_or_the_urls_and_always_safe(
    bench: Bench, path: str, headers: dict[str, str], wish: str | None, name: str
) -> None:
    async with serve({path: file(**headers)}) as web:
        assert (await bench("http.download", {"url": web.url(path), "name": wish}))["name"] == name


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("attachment", None),
        ("", None),
        ('attachment; filename="a\\"b.txt"', 'a"b.txt'),
        ("attachment; filename*=UTF-8''%e2%82%ac.txt; filename=x.txt", "€.txt"),
        ("attachment; filename*=nonsense''%e2.txt; filename=x.txt", "x.txt"),
        ("attachment; filename*=UTF-8''%ff%fe; filename=x.txt", "x.txt"),
        ('attachment; filename="gr\u00c3\u00bcn.txt"', "grün.txt"),
    ],
)
def test_content_disposition(header: str, name: str | None) -> None:
    assert disposition_name(header) == name


async def test_a_download_that_is_not_what_was_wanted_fails_and_keeps_nothing(bench: Bench) -> None:
    async with serve({"/": file(), "/gone": lambda *_: Reply(b"", 410)}) as web:
        for config, code in (
            ({"url": web.url(), "max_bytes": 1_000}, "http.too_large"),
            ({"url": web.url(), "sha256": "0" * 64}, "http.checksum"),
            ({"url": web.url("/gone")}, "http.status"),
        ):
            with pytest.raises(NodeError) as failed:
                await bench("http.download", config)
            assert failed.value.code == code
        assert bench.backend.blobs == {}
        digest = sha256(DATA).hexdigest().upper()
        assert (await bench("http.download", {"url": web.url(), "sha256": digest}))["bytes"] == len(DATA)


async def test_a_reply_reaches_the_host(bench: Bench) -> None:
    bench.input = {"n": 3}
    config = {"status": 201, "headers": {"X-Count": "{{ input.n }}"}, "body": {"n": "{{ input.n }}"}}
    assert await bench("http.webhook_reply", config) == {"status": 201}
    assert bench.backend.replies == [{"status": 201, "headers": {"X-Count": "3"}, "body": {"n": 3}}]


@pytest.mark.parametrize(
    "config",
    [
        {"status": 100},
        {"status": 600},
        {"headers": {"Set-Cookie": "a=1"}},
        {"headers": {"Content-Length": "1"}},
        {"headers": {"X": "a\r\nB: c"}},
        {"headers": {"bad name": "x"}},
        {"headers": {"X": "→"}},
    ],
)
async def test_a_reply_that_http_does_not_allow_is_refused(bench: Bench, config: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        await bench("http.webhook_reply", config)


SIZE = 60_000_000
BLOCK = bytes(range(256)) * 256


async def large(request: Request, wire: Wire) -> None:
    """Sends a file far larger than what anybody should hold in memory."""
    await wire.send(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % SIZE)
    for start in range(0, SIZE, len(BLOCK)):
        await wire.send(BLOCK[: SIZE - start])


class OnDisk(MemoryBackend):
    """Keeps files as a host does."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.table = SqliteTable(folder / "state.db")
        self.files = ArtifactStore(self.table, FolderBlobs(folder / "blobs"))

    async def blob_put(self, data: bytes | AsyncIterable[bytes], name: str, content_type: str) -> Artifact:
        return await self.files.put("w", "run", data, name, content_type)


@pytest.mark.parametrize("node", ["http.download", "http.request"])
async def test_a_large_file_goes_to_storage_as_it_comes(bench: Bench, tmp_path: Path, node: str) -> None:
    bench.backend = OnDisk(tmp_path)
    config = {"response": "artifact"} if node == "http.request" else {}
    async with serve({"/large.bin": large}) as web:
        tracemalloc.start()
        output = await bench(node, {"url": web.url("/large.bin"), "max_bytes": SIZE, **config})
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    whole = (BLOCK * (SIZE // len(BLOCK) + 1))[:SIZE]
    assert output["artifact"]["sha256"] == sha256(whole).hexdigest()
    assert await bench.backend.files.get("w", output["artifact"]["artifact"]) == whole
    assert peak < SIZE / 6
    await bench.backend.table.close()


async def test_a_file_that_is_refused_at_its_end_is_not_kept(bench: Bench, tmp_path: Path) -> None:
    bench.backend = OnDisk(tmp_path)
    async with serve({"/large.bin": large}) as web:
        for wish in ({"sha256": "0" * 64}, {"max_bytes": SIZE - 1}, {"timeout_s": 0.02}):
            with pytest.raises(NodeError) as failed:
                await bench("http.download", {"url": web.url("/large.bin"), **wish})
            assert failed.value.code in {"http.checksum", "http.too_large", "http.timeout"}
    assert [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == []
    await bench.backend.table.close()
