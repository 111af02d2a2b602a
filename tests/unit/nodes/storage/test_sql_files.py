"""storage.sql_query on SQLite files: nothing leads out of the copy, and bad files end in a clear error."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from flow_builder.errors import NodeError
from tests.support.nodes import Bench


def database(script: str, path: str | Path = ":memory:") -> bytes:
    made = sqlite3.connect(path)
    made.executescript(script)
    data = made.serialize() if path == ":memory:" else b""
    made.close()
    return data


async def ask(bench: Bench, sql: str, file: bytes | None = None, **config: Any) -> Any:
    source: dict[str, Any] = {"kind": "sqlite"}
    if file is not None:
        source["file"] = (await bench.backend.blob_put(file, "a.db", "application/vnd.sqlite3")).model_dump()
    return await bench("storage.sql_query", {"source": source, "sql": sql, **config})


async def refused(bench: Bench, sql: str, file: bytes | None = None, **config: Any) -> NodeError:
    with pytest.raises(NodeError) as failed:
        await ask(bench, sql, file, **config)
    return failed.value


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize(
    "sql",
    [
        "ATTACH '{path}' AS other",
        "ATTACH ':memory:' AS other",
        "ATTACH 'file:{path}?mode=rwc' AS other",
        "DETACH main",
        "VACUUM INTO '{path}'",
        "SELECT load_extension('{path}')",
        "SELECT fts3_tokenizer('simple')",
        "CREATE VIRTUAL TABLE v USING fts5(a)",
        "PRAGMA query_only = OFF",
        "PRAGMA temp_store_directory = '/tmp'",
        "PRAGMA writable_schema = ON",
        "PRAGMA trusted_schema = ON",
        "PRAGMA journal_mode = WAL",
        "SELECT readfile('/etc/passwd')",
        "SELECT writefile('{path}', 'x')",
    ],
)
async def test_no_statement_leads_out_of_the_copy(bench: Bench, sql: str, read_only: bool, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere"
    error = await refused(bench, sql.format(path=path), read_only=read_only)
    assert error.code in {"sql.failed", "sql.read_only"}
    assert not path.exists()


async def test_a_file_that_cannot_be_reached_by_attach_stays_unread(bench: Bench, tmp_path: Path) -> None:
    database("CREATE TABLE secret (n); INSERT INTO secret VALUES (1)", tmp_path / "other.db")
    for sql in (f"ATTACH '{tmp_path / 'other.db'}' AS o", f"SELECT * FROM '{tmp_path / 'other.db'}'.secret"):
        assert (await refused(bench, sql)).code == "sql.failed"


async def test_a_strangers_view_or_trigger_gets_no_further(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "evil"
    script = f"""CREATE TABLE t (n); INSERT INTO t VALUES (1);
        CREATE VIEW v AS SELECT load_extension('{path}') AS x FROM t;
        CREATE TRIGGER g AFTER DELETE ON t BEGIN SELECT load_extension('{path}'); END"""
    file = database(script)
    assert (await refused(bench, "SELECT * FROM v", file)).code == "sql.failed"
    assert (await refused(bench, "DELETE FROM t", file, read_only=False)).code == "sql.failed"


async def test_the_layout_of_the_tables_can_be_asked_for(bench: Bench) -> None:
    file = database("CREATE TABLE t (n INTEGER, name TEXT)")
    output = await ask(bench, "PRAGMA table_info(t)", file)
    assert [row["name"] for row in output["rows"]] == ["n", "name"]
    named = await ask(bench, "SELECT name FROM sqlite_master", file)
    assert named["rows"] == [{"name": "t"}]


async def test_a_file_that_was_written_with_a_log_is_read(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "wal.db"
    database("PRAGMA journal_mode = WAL; CREATE TABLE t (n); INSERT INTO t VALUES (7)", path)
    assert (await ask(bench, "SELECT n FROM t", path.read_bytes()))["rows"] == [{"n": 7}]


@pytest.mark.parametrize("damage", ["not SQLite", "empty", "cut", "scrambled"])
async def test_a_damaged_file_is_a_clear_error(bench: Bench, damage: str) -> None:
    rows = "; ".join(f"INSERT INTO t VALUES ({number}, zeroblob(500))" for number in range(100))
    whole = database(f"CREATE TABLE t (n, b); {rows}")
    file = {
        "not SQLite": b"PK\3\4" + bytes(5_000),
        "empty": b"",
        "cut": whole[:9_000],
        "scrambled": whole[:4_200] + bytes(range(256)) * 100 + whole[30_000:],
    }[damage]
    error = await refused(bench, "SELECT * FROM t", file)
    assert (error.code, error.retryable) == ("sql.bad_file", False)


async def test_text_that_is_no_text_is_repaired(bench: Bench) -> None:
    assert (await ask(bench, "SELECT CAST(x'ff61' AS TEXT) AS v"))["rows"] == [{"v": "\ufffda"}]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT length(:v)",
        "SELECT hex(zeroblob(60000000)) WHERE :v > 0",
        """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
           SELECT group_concat(hex(zeroblob(999))) FROM n WHERE :v > 0""",
    ],
)
async def test_values_that_are_too_large_end_in_an_error(bench: Bench, sql: str) -> None:
    value = 2**70 if "length" in sql else 1
    assert (await refused(bench, sql, parameters={"v": value})).code == "sql.failed"


async def test_lists_can_be_used_with_json_each(bench: Bench) -> None:
    sql = "SELECT value * 2 AS v FROM json_each(:numbers)"
    assert (await ask(bench, sql, parameters={"numbers": [1, 2]}))["rows"] == [{"v": 2}, {"v": 4}]


async def test_a_new_file_is_made(bench: Bench) -> None:
    made = await ask(bench, "CREATE TABLE t AS SELECT 1 AS n", read_only=False)
    assert (made["artifact"]["name"], made["artifact"]["content_type"]) == (
        "database.sqlite",
        "application/vnd.sqlite3",
    )
    data = bench.backend.blobs[made["artifact"]["artifact"]]
    assert data.startswith(b"SQLite format 3\0")
