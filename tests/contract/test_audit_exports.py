"""Audit logs in a place of their own, on every table: all of each, once, whoever dies meanwhile; and S3 as that place."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from flow_builder.domain.audit import Fact, Walk
from flow_builder.errors import StorageError
from flow_builder.services.audit_archive import export_due
from flow_builder.store import audit
from flow_builder.store.audit import AuditStore
from flow_builder.store.audit_exports import AuditExports
from flow_builder.store.s3_archive import S3Archive
from flow_builder.store.table import Table
from flow_builder.vault.keyfile import KeyFileVault

HOUR = 3_600_000
NOON = 1_790_000_000_000 // HOUR * HOUR


class Shelf:
    """Files by name, each put once; breaks before or after so many."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.breaks: dict[int, str] = {}
        self.calls = 0

    async def add(self, key: str, data: bytes, content_type: str) -> None:
        self.calls += 1
        if (when := self.breaks.get(self.calls)) == "before":
            raise StorageError("not now", code="store.busy")
        self.files.setdefault(key, data)
        if when == "after":
            raise StorageError("not now", code="store.busy")

    def chain(self, workspace: str) -> list[dict[str, Any]]:
        """Returns the entries of a workspace's files in the order of their names."""
        names = sorted(name for name in self.files if name.startswith(f"{workspace}/"))
        return [json.loads(line) for name in names for line in self.files[name].splitlines()]


class Logs:
    """Audit logs whose clock stands where a test says."""

    def __init__(self, table: Table, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store = AuditStore(table, KeyFileVault(folder / "vault.key"))
        self.exports = AuditExports(table)
        self.shelf = Shelf()
        self.at = NOON
        monkeypatch.setattr(audit, "now", lambda: self.at)

    async def write(self, workspace: str, count: int, at: int) -> None:
        self.at = at
        for number in range(count):
            fact = Fact(kind="user", actor="u", operation="flows_save", subject=f"f{number}")
            await self.store.write(workspace, fact)

    async def export(self, at: int) -> int:
        return await export_due(self.exports, self.shelf, at)

    def whole(self, workspace: str) -> list[int]:
        """Returns the numbers of the exported entries, which are one chain."""
        walk, docs = Walk(), self.shelf.chain(workspace)
        assert all(walk.step(doc) for doc in docs), walk.broken
        return [doc["seq"] for doc in docs]


@pytest.fixture
def logs(table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Logs:
    return Logs(table, tmp_path, monkeypatch)


async def test_hours_that_are_over_are_exported_once_by_workspace_and_hour(logs: Logs) -> None:
    await logs.write("a", 2, NOON + 5)
    await logs.write("b", 1, NOON + 6)
    await logs.write("a", 1, NOON + HOUR)
    assert await logs.export(NOON + HOUR - 1) == 0
    assert await logs.export(NOON + HOUR) == 3
    assert await logs.export(NOON + HOUR + 60_000) == 0
    assert (logs.whole("a"), logs.whole("b")) == ([1, 2], [1])
    assert await logs.export(NOON + 2 * HOUR) == 1
    assert logs.whole("a") == [1, 2, 3]
    assert sorted(logs.shelf.files) == [
        "a/2026/09/21/14-000000000001.jsonl",
        "a/2026/09/21/15-000000000003.jsonl",
        "b/2026/09/21/14-000000000001.jsonl",
    ]


@pytest.mark.parametrize("call", [1, 2, 3])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_export_that_breaks_off_goes_on_with_the_same_files(logs: Logs, call: int, when: str) -> None:
    for hour in range(3):
        await logs.write("a", 2, NOON + hour * HOUR)
    logs.shelf.breaks = {call: when}
    assert await logs.export(NOON + 2 * HOUR) == (0 if call < 3 else 4)
    await logs.write("a", 1, NOON + 3 * HOUR - 1)
    await logs.export(NOON + 4 * HOUR)
    await logs.export(NOON + 4 * HOUR)
    assert await logs.export(NOON + 4 * HOUR) == 0
    assert logs.whole("a") == list(range(1, 8))


async def test_a_log_that_was_written_before_a_late_clock_is_exported_later(logs: Logs) -> None:
    await logs.write("a", 1, NOON)
    await logs.export(NOON + HOUR)
    await logs.write("a", 1, NOON + HOUR - 1)
    await logs.export(NOON + 2 * HOUR)
    assert logs.whole("a") == [1, 2]


async def test_long_logs_go_in_batches(logs: Logs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flow_builder.services.audit_archive._AT_ONCE", 3)
    await logs.write("a", 8, NOON)
    assert await logs.export(NOON + HOUR) == 8
    assert logs.whole("a") == list(range(1, 9))
    assert len(logs.shelf.files) == 3


@pytest.mark.standin
async def test_what_is_in_the_bucket_stays_as_it_was(s3: Any) -> None:
    bucket = f"audit-{uuid4().hex[:8]}"
    s3.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True)
    archive = S3Archive(bucket, s3)
    for data in (b"first\n", b"second\n"):
        await archive.add("w/2026/09/21/14-000000000001.jsonl", data, "application/jsonl")
    found = s3.get_object(Bucket=bucket, Key="w/2026/09/21/14-000000000001.jsonl")
    assert (found["Body"].read(), found["ContentType"]) == (b"first\n", "application/jsonl")
    with pytest.raises(StorageError):
        await S3Archive("no-such-bucket", s3).add("w/a", b"", "text/plain")
