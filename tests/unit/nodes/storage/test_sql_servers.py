"""storage.sql_query: what is special about PostgreSQL and about MySQL."""

from typing import Any
from uuid import uuid4

import pytest

from flow_builder.errors import NodeError
from tests.support.mariadb_server import MariaServer
from tests.support.nodes import Bench
from tests.support.postgres_server import PostgresServer


async def ask(bench: Bench, sql: str, **config: Any) -> Any:
    return await bench("storage.sql_query", {"source": {"kind": "server", "credential": "db"}, "sql": sql, **config})


async def only(bench: Bench, sql: str, **config: Any) -> Any:
    """Returns the one row."""
    output = await ask(bench, sql, **config)
    assert output["count"] == 1
    return output["rows"][0]


async def refused(bench: Bench, sql: str, **config: Any) -> NodeError:
    with pytest.raises(NodeError) as failed:
        await ask(bench, sql, **config)
    return failed.value


class TestPostgres:
    @pytest.fixture(autouse=True)
    def account(self, bench: Bench, postgres: PostgresServer) -> None:
        bench.backend.credentials["db"] = dict(postgres.credential)

    @pytest.mark.parametrize(
        ("sql", "value"),
        [
            ("1.50::numeric", 1.5),
            ("'NaN'::numeric", "NaN"),
            ("'NaN'::float8", "nan"),
            ("9007199254740993::bigint", 9007199254740993),
            ("true", True),
            ("DATE '2026-02-28'", "2026-02-28"),
            ("DATE 'infinity'", "infinity"),
            ("DATE '0044-03-15 BC'", "0044-03-15 BC"),
            ("TIMESTAMP '2026-02-28 10:20:30.5'", "2026-02-28T10:20:30.5"),
            ("TIMESTAMPTZ '2026-02-28 10:20:30+02'", "2026-02-28T08:20:30+00:00"),
            ("TIME '10:20'", "10:20:00"),
            ("INTERVAL '1 month 2 days'", "P1M2D"),
            ("'\\x00ff'::bytea", "AP8="),
            ("'{\"a\": [1, null]}'::jsonb", {"a": [1, None]}),
            ("'[1]'::json", [1]),
            ("ARRAY[1, 2]", [1, 2]),
            ("ARRAY[TIMESTAMPTZ '2026-01-01 00:00+00']", ["2026-01-01T00:00:00+00:00"]),
            ("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
            ("'10.0.0.1'::inet", "10.0.0.1"),
            ("int4range(1, 3)", "[1, 3)"),
            ("NULL::text", None),
        ],
    )
    async def test_results_are_json(self, bench: Bench, sql: str, value: Any) -> None:
        assert await only(bench, f"SELECT {sql} AS v") == {"v": value}

    async def test_decimals_may_keep_all_their_digits(self, bench: Bench) -> None:
        sql = "SELECT 12345678901234567890.10 AS v"
        assert await only(bench, sql, decimals="text") == {"v": "12345678901234567890.10"}

    async def test_parameters_are_arrays_json_and_plain_values(self, bench: Bench) -> None:
        sql = """SELECT array_length(:ids, 1) AS n, 2 = ANY(:ids) AS found, :object::jsonb -> 'a' AS a,
                 jsonb_array_length(:rows) AS rows, :when::date + 1 AS day, :yes::bool AS yes"""
        values = {"ids": [1, 2, 3], "object": {"a": [{}]}, "rows": [{}, [1]], "when": "2026-02-28", "yes": False}
        assert await only(bench, sql, parameters=values) == {
            "n": 3,
            "found": True,
            "a": [{}],
            "rows": 2,
            "day": "2026-03-01",
            "yes": False,
        }

    @pytest.mark.parametrize(
        "sql",
        [
            "SELECT set_config('transaction_read_only', 'off', false)",
            "SET TRANSACTION READ WRITE",
            "DO $$ BEGIN SET TRANSACTION READ WRITE; CREATE TABLE evil (n int); END $$",
            "DO $$ BEGIN PERFORM set_config('transaction_read_only', 'off', true); CREATE TABLE evil (n int); END $$",
            "SELECT nextval('numbers')",
            "EXPLAIN ANALYZE INSERT INTO numbers_of_all VALUES (1)",
            "WITH x AS (INSERT INTO numbers_of_all VALUES (1) RETURNING n) SELECT * FROM x",
            "SELECT * INTO evil FROM numbers_of_all",
        ],
    )
    async def test_a_reader_cannot_make_itself_a_writer(self, bench: Bench, sql: str) -> None:
        for made in ("CREATE SEQUENCE IF NOT EXISTS numbers", "CREATE TABLE IF NOT EXISTS numbers_of_all (n int)"):
            await ask(bench, made, read_only=False)
        error = await refused(bench, sql)
        assert error.code in {"sql.read_only", "sql.failed"}
        assert await only(bench, "SELECT to_regclass('evil') AS t, count(*) AS n FROM numbers_of_all") == {
            "t": None,
            "n": 0,
        }

    async def test_a_commit_does_not_end_reading_only(self, bench: Bench) -> None:
        table = f"t_{uuid4().hex}"
        await ask(bench, "COMMIT", parameters=[{}, {}])
        error = await refused(bench, f"CREATE TABLE {table} (n int)", parameters=[{}, {}])
        assert error.code == "sql.read_only"

    async def test_what_can_have_no_cursor_is_executed_nevertheless(self, bench: Bench) -> None:
        table = f"t_{uuid4().hex}"
        await ask(bench, f"CREATE TABLE {table} (n int)", read_only=False)
        sql = f"WITH x AS (INSERT INTO {table} VALUES (:n), (:n) RETURNING n) SELECT sum(n) AS s FROM x"
        assert (await ask(bench, sql, parameters={"n": 4}, read_only=False))["rows"] == [{"s": 8}]
        returning = await ask(bench, f"INSERT INTO {table} VALUES (1), (2) RETURNING n", read_only=False)
        assert (returning["rows"], returning["affected"]) == ([{"n": 1}, {"n": 2}], 2)
        assert (await only(bench, "SHOW server_encoding"))["server_encoding"] == "UTF8"
        plan = await ask(bench, f"EXPLAIN SELECT * FROM {table} WHERE n = :n", parameters={"n": 1})
        assert "Seq Scan" in str(plan["rows"])
        assert await only(bench, f"(SELECT count(*) AS n FROM {table})") == {"n": 4}

    async def test_a_query_that_stops_in_the_middle_leaves_nothing_behind(self, bench: Bench) -> None:
        table = f"t_{uuid4().hex}"
        await ask(bench, f"CREATE TABLE {table} (n int CHECK (n < 3))", read_only=False)
        error = await refused(
            bench, f"INSERT INTO {table} VALUES (:n)", parameters=[{"n": 1}, {"n": 5}], read_only=False
        )
        assert (error.code, error.details["state"]) == ("sql.constraint", "23514")
        assert error.details["rule"].startswith(table)
        assert await only(bench, f"SELECT count(*) AS n FROM {table}") == {"n": 0}

    async def test_many_rows_stay_at_the_server(self, bench: Bench) -> None:
        sql = "SELECT b AS n FROM generate_series(1, 100000) AS a, generate_series(1, 100000) AS b"
        output = await ask(bench, sql, max_rows=3, timeout_s=20)
        assert (output["rows"], output["truncated"]) == ([{"n": 1}, {"n": 2}, {"n": 3}], True)

    async def test_the_machines_own_settings_are_not_used(
        self, bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
    ) -> None:
        passwords = tmp_path / "pgpass"
        passwords.write_text(f"*:*:*:*:{bench.backend.credentials['db']['password']}\n".replace("ss:w", "ss\\:w"))
        passwords.chmod(0o600)
        monkeypatch.setenv("PGPASSFILE", str(passwords))
        monkeypatch.setenv("PGOPTIONS", "-c search_path=elsewhere")
        assert (await only(bench, "SHOW search_path"))["search_path"] == '"$user", public'
        bench.backend.credentials["db"]["password"] = ""
        assert (await refused(bench, "SELECT 1")).code == "sql.auth"

    async def test_copy_is_refused(self, bench: Bench) -> None:
        for sql in ("COPY (SELECT 1) TO STDOUT", "COPY pg_class FROM STDIN"):
            assert (await refused(bench, sql)).code in {"sql.failed", "sql.read_only"}


class TestMySql:
    @pytest.fixture(autouse=True)
    def account(self, bench: Bench, mariadb: MariaServer) -> None:
        bench.backend.credentials["db"] = dict(mariadb.credential)

    @pytest.mark.parametrize(
        ("kind", "value", "shown"),
        [
            ("DECIMAL(10,2)", "1.5", 1.5),
            ("DATE", "'2026-02-28'", "2026-02-28"),
            ("DATETIME(3)", "'2026-02-28 10:20:30.5'", "2026-02-28T10:20:30.500"),
            ("TIMESTAMP", "'2026-02-28 10:20:30'", "2026-02-28T10:20:30+00:00"),
            ("TIME", "'-800:00:01'", "-800:00:01"),
            ("BIT(10)", "b'1000000001'", 513),
            ("BOOLEAN", "TRUE", 1),
            ("VARBINARY(9)", "x'00ff'", "AP8="),
            ("UUID", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
            ("BIGINT UNSIGNED", "18446744073709551615", 18446744073709551615),
            ("ENUM('a','ü')", "'ü'", "ü"),
            ("DOUBLE", "1e300", 1e300),
        ],
    )
    async def test_results_are_json(self, bench: Bench, kind: str, value: str, shown: Any) -> None:
        table = f"t_{uuid4().hex}"
        await ask(bench, f"CREATE TABLE {table} (v {kind})", read_only=False)
        await ask(bench, f"INSERT INTO {table} VALUES ({value})", read_only=False)
        assert await only(bench, f"SELECT v FROM {table}") == {"v": shown}

    async def test_parameters_may_be_limits_and_json_and_fit_any_collation(self, bench: Bench) -> None:
        table = f"t_{uuid4().hex}"
        columns = "v VARCHAR(20) COLLATE utf8mb4_bin, w VARCHAR(20) COLLATE utf8mb4_swedish_ci"
        await ask(bench, f"CREATE TABLE {table} ({columns})", read_only=False)
        rows = [{"v": f"ä{number}", "w": "b"} for number in range(4)]
        await ask(bench, f"INSERT INTO {table} VALUES (:v, :w)", parameters=rows, read_only=False)
        sql = f"SELECT v FROM {table} WHERE v >= :least AND w = :w ORDER BY v LIMIT :most"
        output = await ask(bench, sql, parameters={"least": "ä1", "w": "B", "most": 2})
        assert output["rows"] == [{"v": "ä1"}, {"v": "ä2"}]
        sql = "SELECT JSON_VALUE(:object, '$.a[1]') AS v, JSON_LENGTH(:rows) AS n"
        assert await only(bench, sql, parameters={"object": {"a": [1, "ü"]}, "rows": [1, 2]}) == {"v": "ü", "n": 2}

    @pytest.mark.parametrize(
        "sql",
        [
            "SELECT 1 INTO OUTFILE '/tmp/flow-builder-evil'",
            "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t",
            "TRUNCATE TABLE t",
            "CREATE PROCEDURE p() SELECT 1",
            "PREPARE x FROM 'SELECT 1'",
        ],
    )
    async def test_a_reader_can_neither_write_nor_read_files(self, bench: Bench, sql: str) -> None:
        await ask(bench, "CREATE TABLE IF NOT EXISTS t (v TEXT)", read_only=False)
        assert (await refused(bench, sql)).code in {"sql.read_only", "sql.failed", "sql.auth"}

    @pytest.mark.parametrize("sql", ["COMMIT", "SET SESSION TRANSACTION READ WRITE", "START TRANSACTION READ WRITE"])
    async def test_one_statement_does_not_change_the_next_runs_mode(self, bench: Bench, sql: str) -> None:
        await ask(bench, "CREATE TABLE IF NOT EXISTS t (v TEXT)", read_only=False)
        await ask(bench, sql, parameters=[{}, {}])
        assert (await refused(bench, "INSERT INTO t VALUES ('x')")).code == "sql.read_only"

    async def test_a_procedure_gives_its_rows(self, bench: Bench) -> None:
        name = f"p_{uuid4().hex}"
        body = f"CREATE PROCEDURE {name}(n INT) BEGIN SELECT n AS a UNION SELECT n + 1; SELECT 9 AS b; END"
        await ask(bench, body, read_only=False)
        for read_only in (True, False):
            output = await ask(bench, f"CALL {name}(:n)", parameters={"n": 4}, read_only=read_only)
            assert output["rows"] == [{"a": 4}, {"a": 5}]

    async def test_a_write_that_takes_too_long_is_undone(self, bench: Bench) -> None:
        table = f"t_{uuid4().hex}"
        await ask(bench, f"CREATE TABLE {table} (n INT)", read_only=False)
        slow = f"INSERT INTO {table} SELECT seq + sleep(0.01) FROM seq_1_to_10000"
        error = await refused(bench, slow, read_only=False, timeout_s=0.3)
        assert (error.code, error.retryable) == ("sql.timeout", True)
        assert await only(bench, f"SELECT count(*) AS n FROM {table}") == {"n": 0}

    async def test_many_rows_are_not_waited_for(self, bench: Bench) -> None:
        sql = "SELECT a.seq FROM seq_1_to_100000 AS a, seq_1_to_100000 AS b"
        output = await ask(bench, sql, max_rows=3, timeout_s=20)
        assert (output["count"], output["truncated"]) == (3, True)
