import asyncio
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from flow_builder.errors import InvalidInput, NotFound, StorageError, StoreFull
from flow_builder.store.blobs import Blobs, Shown
from flow_builder.store.folder_blobs import FolderBlobs
from flow_builder.store.s3_blobs import S3Blobs, connect
from tests.contract.conftest import ADAPTERS
from tests.support.small_disk import SmallDisk


@pytest.fixture(params=ADAPTERS)
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param == "local":
        return FolderBlobs(tmp_path / "blobs")
    s3 = request.getfixturevalue("s3")
    bucket = f"b-{uuid4().hex}"
    s3.create_bucket(Bucket=bucket)
    return S3Blobs(bucket, s3, prefix="data/")


async def keys(blobs: Blobs, prefix: str) -> list[str]:
    return [key async for key in blobs.keys(prefix)]


@pytest.mark.parametrize("size", [0, 1, 5_000_000])
async def test_a_blob_comes_back_as_it_was_put(blobs: Blobs, size: int) -> None:
    data = hashlib.shake_128(b"seed").digest(size)
    await blobs.put("w1/runs/r1/page.html", data, "text/html")
    assert await blobs.get("w1/runs/r1/page.html") == data


async def pieces_of(data: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


@pytest.mark.parametrize(("size", "piece"), [(0, 1), (10, 3), (3_000_000, 65_536), (20_000_000, 100_001)])
async def test_a_blob_put_in_pieces_comes_back_whole(blobs: Blobs, size: int, piece: int) -> None:
    data = hashlib.shake_128(b"seed").digest(size)
    await blobs.put("w1/pieces", pieces_of(data, piece), "text/html")
    assert await blobs.get("w1/pieces") == data


@pytest.mark.parametrize("size", [10, 9_000_000])
async def test_pieces_that_end_in_an_error_leave_what_was_there(blobs: Blobs, size: int) -> None:
    async def broken() -> AsyncIterator[bytes]:
        async for piece in pieces_of(b"x" * size, 100_000):
            yield piece
        raise NotFound("The rest is gone.", code="test.gone")

    await blobs.put("w1/a", b"before")
    for key in ("w1/a", "w1/b"):
        with pytest.raises(NotFound) as caught:
            await blobs.put(key, broken())
        assert caught.value.code == "test.gone"
    assert await keys(blobs, "") == ["w1/a"]
    assert await blobs.get("w1/a") == b"before"


async def test_a_canceled_put_leaves_nothing(blobs: Blobs) -> None:
    stuck = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield b"x" * 9_000_000
        stuck.set()
        await asyncio.Event().wait()

    putting = asyncio.create_task(blobs.put("w1/a", endless()))
    await stuck.wait()
    putting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await putting
    assert await keys(blobs, "") == []


async def test_a_put_replaces(blobs: Blobs) -> None:
    await blobs.put("a", b"a longer first version")
    await blobs.put("a", b"second")
    assert await blobs.get("a") == b"second"


async def test_a_missing_blob_is_not_found(blobs: Blobs) -> None:
    await blobs.put("folder/blob", b"x")
    for key in ("nothing", "folder", "folder/blob/deeper", "folder/other"):
        with pytest.raises(NotFound) as caught:
            await blobs.get(key)
        assert caught.value.code == "blob.not_found"
        assert not await blobs.exists(key)
    assert await blobs.exists("folder/blob")


async def test_a_delete_removes_and_a_second_one_is_fine(blobs: Blobs) -> None:
    await blobs.put("w1/a", b"x")
    await blobs.put("w1/b", b"x")
    await blobs.delete("w1/a")
    await blobs.delete("w1/a")
    await blobs.delete("w1")
    await blobs.delete("w1/b/deeper")
    assert await keys(blobs, "") == ["w1/b"]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/",
        "/etc/passwd",
        "..",
        "../up",
        "a/../b",
        "a/..",
        "./a",
        "a/./b",
        "a//b",
        "a/",
        "a\\b",
        "a\x00b",
        "a b",
        "é",
        "a\n",
        "~unfinished/a",
        "a" * 201,
        "/".join(["a" * 100] * 11),
    ],
    ids=lambda key: repr(key)[:20],
)
async def test_a_key_that_is_no_plain_relative_path_is_refused(blobs: Blobs, key: str) -> None:
    for call in (blobs.put(key, b"x"), blobs.get(key), blobs.exists(key), blobs.delete(key)):
        with pytest.raises(InvalidInput) as caught:
            await call
        assert caught.value.code == "blob.bad_key"
    assert await keys(blobs, "") == []


@pytest.mark.parametrize("prefix", ["..", "../", "a/../", "/a", "a//", "é", "a\\"])
async def test_a_prefix_that_no_key_has_is_refused(blobs: Blobs, prefix: str) -> None:
    with pytest.raises(InvalidInput):
        await keys(blobs, prefix)


async def test_keys_lists_by_prefix_in_the_order_of_bytes(blobs: Blobs) -> None:
    names = ["a-b/c", "a.b", "a/b", "a/b-c", "a/c/d/e", "a0", "a_", "aa/x", "b", ".hidden/x", "A/x"]
    for name in names:
        await blobs.put(name, b"x")
    for prefix in ("", "a", "a/", "a/b", "a/c/", "a/c/d", "b", "ab", "zz/", "aa/x", "a/b/", ".h"):
        assert await keys(blobs, prefix) == sorted(name for name in names if name.startswith(prefix)), prefix


async def test_more_keys_than_a_page_of_the_service_are_listed(blobs: Blobs) -> None:
    names = [f"many/{n:04d}" for n in range(1_050)]
    for start in range(0, len(names), 50):
        await asyncio.gather(*(blobs.put(name, b"") for name in names[start : start + 50]))
    assert await keys(blobs, "many/") == names


async def test_readers_see_one_version_or_the_other_while_it_is_replaced(blobs: Blobs) -> None:
    versions = [bytes([n]) * 300_000 for n in range(4)]
    await blobs.put("a", versions[0])
    results = await asyncio.gather(*(blobs.put("a", data) for data in versions), *(blobs.get("a") for _ in range(12)))
    assert set(results[4:]) <= set(versions)


async def test_a_crash_while_writing_leaves_nothing(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path)
    await blobs.put("w/a", b"x")
    left = tmp_path / "~unfinished" / "half"
    left.write_bytes(b"half a bl")
    assert await keys(blobs, "") == ["w/a"]
    again = FolderBlobs(tmp_path)
    assert not left.exists()
    assert await again.get("w/a") == b"x"


async def test_a_folder_flushed_for_loss_of_power_works_alike(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path, sync="full")
    await blobs.put("w/a", b"x")
    assert await blobs.get("w/a") == b"x"


async def test_in_a_folder_a_blob_cannot_also_be_a_folder(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path)
    await blobs.put("a/b", b"x")
    for key in ("a", "a/b/c"):
        with pytest.raises(InvalidInput):
            await blobs.put(key, b"y")
    assert await keys(blobs, "") == ["a/b"]
    assert list((tmp_path / "~unfinished").iterdir()) == []


async def test_a_full_disk_harms_nothing_stored_before(small_disk: SmallDisk) -> None:
    blobs = FolderBlobs(small_disk.path / "blobs")
    await blobs.put("a", b"first")
    with pytest.raises(StoreFull) as caught:
        await blobs.put("a", b"x" * 3_000_000)
    assert caught.value.code == "store.full"
    assert await blobs.get("a") == b"first"
    assert await keys(blobs, "") == ["a"]
    await blobs.put("a", b"second")
    assert await blobs.get("a") == b"second"


async def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError) as caught:
        FolderBlobs(tmp_path / "file" / "blobs")
    assert caught.value.code == "store.read_only"


@pytest.mark.standin
async def test_a_missing_bucket_is_a_storage_error(s3: Any) -> None:
    blobs = S3Blobs("no-such-bucket", s3)
    for call in (blobs.put("a", b""), blobs.get("a"), keys(blobs, "")):
        with pytest.raises(StorageError) as caught:
            await call
        assert caught.value.code == "store.no_bucket"


@pytest.mark.standin
async def test_the_content_type_is_kept_in_s3(s3: Any) -> None:
    bucket = f"b-{uuid4().hex}"
    s3.create_bucket(Bucket=bucket)
    await S3Blobs(bucket, s3).put("page", b"<p>", "text/html")
    assert s3.head_object(Bucket=bucket, Key="page")["ContentType"] == "text/html"


async def test_blobs_come_and_go_at_the_same_place_at_once(blobs: Blobs) -> None:
    async def come_and_go(number: int) -> None:
        for _ in range(20):
            await blobs.put(f"here/deep/{number}", b"x")
            await blobs.delete(f"here/deep/{number}")

    await asyncio.gather(*map(come_and_go, range(8)))
    assert [key async for key in blobs.keys("here/")] == []


async def test_a_blob_with_an_address_is_read_there_whole_and_in_parts(blobs: Blobs) -> None:
    await blobs.put("w1/report", b"0123456789", "text/plain")
    url = await blobs.link("w1/report", 60, Shown("text/csv", "attachment; filename*=UTF-8''a%20b.csv"))
    if isinstance(blobs, FolderBlobs):
        assert url is None
        return
    assert url is not None
    async with httpx.AsyncClient() as http:
        whole = await http.get(url, headers={"x-workspace": "w1"})
        part = await http.get(url, headers={"range": "bytes=2-4"})
    assert (whole.status_code, whole.text, whole.headers["content-type"]) == (200, "0123456789", "text/csv")
    assert whole.headers["content-disposition"] == "attachment; filename*=UTF-8''a%20b.csv"
    assert (part.status_code, part.text) == (206, "234")


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1"])
def test_addresses_name_the_region_as_the_web_apps_policy_does(region: str) -> None:
    url = connect(region).generate_presigned_url("get_object", Params={"Bucket": "files", "Key": "k"})
    assert url.startswith(f"https://files.s3.{region}.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&")
