"""storage.sql_query on a real PostgreSQL, a real MariaDB and SQLite files: what they have in common."""

import asyncio
import sqlite3
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from flow_builder.compiler import compile_flow
from flow_builder.domain.documents import load_document
from flow_builder.errors import NetworkBlocked, NodeError
from flow_builder.nodes import CATALOGUE
from flow_builder.nodes.storage._sql import translated
from tests.support.nodes import Bench, client

EVIL = """x'; DROP TABLE t; -- " ` \\' \\ %s %(a)s $1 :a ? /* \x1a ü 😀"""


@dataclass
class Database:
    """One of the databases with a table of its own name; a SQLite file is handed on from call to call."""

    bench: Bench
    kind: str
    source: dict[str, Any]
    table: str

    async def __call__(self, sql: str, **config: Any) -> Any:
        text = sql.replace("TABLE_T", self.table)
        output = await self.bench("storage.sql_query", {"source": self.source, "sql": text, **config})
        if output["artifact"] is not None:
            self.source = {**self.source, "file": output["artifact"]}
        return output

    async def write(self, sql: str, **config: Any) -> Any:
        return await self(sql, read_only=False, **config)

    async def failing(self, sql: str, **config: Any) -> NodeError:
        with pytest.raises(NodeError) as failed:
            await self(sql, **config)
        return failed.value


@pytest.fixture(params=["postgres", "mariadb", "sqlite"])
def database(request: pytest.FixtureRequest, bench: Bench) -> Database:
    source: dict[str, Any] = {"kind": "sqlite"}
    if request.param != "sqlite":
        bench.backend.credentials["db"] = request.getfixturevalue(request.param).credential
        source = {"kind": "server", "credential": "db"}
    return Database(bench, request.param, source, f"t_{uuid4().hex}")


async def filled(database: Database, count: int = 5) -> None:
    await database.write("CREATE TABLE TABLE_T (id INTEGER PRIMARY KEY, name VARCHAR(200) UNIQUE)")
    rows = [{"id": number, "name": f"n{number}"} for number in range(count)]
    output = await database.write("INSERT INTO TABLE_T (id, name) VALUES (:id, :name)", parameters=rows)
    assert (output["affected"], output["rows"], output["columns"]) == (count, [], [])


async def test_rows_are_read_as_objects(database: Database) -> None:
    await filled(database)
    output = await database("SELECT id, name FROM TABLE_T WHERE id > :least ORDER BY id;", parameters={"least": 2})
    assert output["rows"] == [{"id": 3, "name": "n3"}, {"id": 4, "name": "n4"}]
    assert (output["count"], output["columns"], output["truncated"]) == (2, ["id", "name"], False)
    assert output["artifact"] is None


async def test_a_query_without_rows_has_columns_nevertheless(database: Database) -> None:
    output = await database("SELECT 1 AS a, 2 AS b, 3 AS a FROM (SELECT 1 AS one) AS s WHERE 1 = 0")
    assert (output["rows"], output["columns"]) == ([], ["a", "b", "a_2"])


async def test_the_same_value_may_be_used_several_times(database: Database) -> None:
    sql = "SELECT :a AS x, ':b' AS y, :a AS z -- and :c is a comment\n /* :d */"
    output = await database(sql, parameters={"a": "1"})
    assert output["rows"] == [{"x": "1", "y": ":b", "z": "1"}]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=50))
async def test_a_value_comes_back_as_it_was_whatever_it_holds(database: Database, value: str) -> None:
    for text in (value, EVIL):
        output = await database("SELECT :value AS v", parameters={"value": text})
        assert output["rows"] == [{"v": text}]


async def test_a_value_cannot_become_sql(database: Database) -> None:
    await filled(database)
    for value in (EVIL, "' OR '1'='1", "n1' OR 1=1 --", "\\", "n1\\' OR 1=1 #"):
        assert (await database("SELECT * FROM TABLE_T WHERE name = :v", parameters={"v": value}))["rows"] == []
        again = await database.write("UPDATE TABLE_T SET name = :v WHERE id = 0", parameters={"v": value})
        assert again["affected"] == 1
        found = await database("SELECT id FROM TABLE_T WHERE name = :v", parameters={"v": value})
        assert found["rows"] == [{"id": 0}]
    assert (await database("SELECT count(*) AS n FROM TABLE_T"))["rows"] == [{"n": 5}]


async def test_values_keep_their_kind(database: Database) -> None:
    # Only SQLite and MySQL have no kinds for placeholders; PostgreSQL wants to know.
    casts = {"postgres": "CAST(:i AS bigint) AS i, CAST(:f AS float) AS f, CAST(:n AS text) AS n"}
    sql = casts.get(database.kind, ":i AS i, :f AS f, :n AS n")
    output = await database(f"SELECT {sql}", parameters={"i": 2**53 + 1, "f": 1.5, "n": None})
    assert output["rows"] == [{"i": 2**53 + 1, "f": 1.5, "n": None}]


async def test_only_so_many_rows_are_given(database: Database) -> None:
    await filled(database, 350)
    for most, count, truncated in ((1, 1, True), (349, 349, True), (350, 350, False), (1_000, 350, False)):
        output = await database("SELECT * FROM TABLE_T ORDER BY id", max_rows=most)
        assert (output["count"], output["truncated"]) == (count, truncated)
        assert [row["id"] for row in output["rows"]] == list(range(count))
    changed = await database.write("SELECT * FROM TABLE_T", max_rows=1)
    assert (changed["count"], changed["truncated"]) == (1, True)


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO TABLE_T VALUES (9, 'x')",
        "UPDATE TABLE_T SET name = 'x' WHERE id = 1",
        "DELETE FROM TABLE_T",
        "DROP TABLE TABLE_T",
        "CREATE TABLE TABLE_T_2 (n INTEGER)",
        "ALTER TABLE TABLE_T ADD COLUMN x INTEGER",
    ],
)
async def test_reading_is_all_that_is_allowed_unless_told_otherwise(database: Database, sql: str) -> None:
    await filled(database)
    error = await database.failing(sql)
    assert (error.code, error.retryable) == ("sql.read_only", False)
    assert (await database("SELECT count(*) AS n FROM TABLE_T WHERE name LIKE 'n%'"))["rows"] == [{"n": 5}]


async def test_several_executions_are_one_transaction(database: Database) -> None:
    await filled(database)
    rows = [{"id": 10, "name": "new"}, {"id": 11, "name": "n1"}]
    error = await database.failing("INSERT INTO TABLE_T VALUES (:id, :name)", parameters=rows, read_only=False)
    assert (error.code, error.retryable) == ("sql.constraint", False)
    assert (await database("SELECT count(*) AS n FROM TABLE_T"))["rows"] == [{"n": 5}]


async def test_what_a_change_matches_is_counted(database: Database) -> None:
    await filled(database)
    same = await database.write("UPDATE TABLE_T SET name = name WHERE id < 3")
    gone = await database.write("DELETE FROM TABLE_T WHERE id = :id", parameters=[{"id": 0}, {"id": 1}, {"id": 99}])
    assert (same["affected"], gone["affected"]) == (3, 2)


@pytest.mark.parametrize(
    "sql", ["SELECT 1; SELECT 2", "SELECT 1; DROP TABLE TABLE_T", "; SELECT 1", "SELECT 1 /* ; */; -- ;\n x"]
)
async def test_several_statements_are_refused(database: Database, sql: str) -> None:
    assert (await database.failing(sql, read_only=False)).code == "sql.several"


@pytest.mark.parametrize("sql", ["SELECT ';' AS a;", "SELECT 1 AS a; -- the end", "SELECT 1 AS a /* ; */;\n;"])
async def test_a_semicolon_at_the_end_is_no_second_statement(database: Database, sql: str) -> None:
    assert (await database(sql))["count"] == 1


@pytest.mark.parametrize(
    ("sql", "parameters", "field"),
    [
        ("SELECT :a", {}, "/parameters"),
        ("SELECT 1", {"a": 1}, "/parameters/a"),
        ("SELECT :a", [{"a": "1"}, {"b": "1"}], "/parameters"),
    ],
)
async def test_parameters_that_do_not_fit_are_refused(
    database: Database, sql: str, parameters: Any, field: str
) -> None:
    error = await database.failing(sql, parameters=parameters)
    assert (error.code, error.field) == ("sql.parameters", field)


async def test_a_bad_statement_is_the_databases_own_error(database: Database) -> None:
    for sql in ("SELEC 1", "SELECT * FROM no_such_table", "SELECT 1 FROM", "WITH x AS (SELECT 1) SELECT y FROM x"):
        error = await database.failing(sql)
        assert (error.code, error.retryable, bool(error.details["state"])) == ("sql.failed", False, True)
        assert error.message.startswith(("PostgreSQL: ", "MySQL: ", "SQLite: "))


async def test_a_statement_that_takes_too_long_is_stopped(database: Database) -> None:
    slow = {
        "postgres": "SELECT pg_sleep(30)",
        "mariadb": "SELECT sleep(30) FROM (SELECT 1 UNION SELECT 2) AS s",
        "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
    }
    began = time.monotonic()
    error = await database.failing(slow[database.kind], timeout_s=0.2)
    assert (error.code, error.retryable) == ("sql.timeout", database.kind != "sqlite")
    assert time.monotonic() - began < 10


async def test_rows_that_are_larger_than_an_output_may_be_are_refused(database: Database) -> None:
    big = {
        "postgres": "SELECT repeat('x', 1000000) FROM generate_series(1, 20)",
        "mariadb": "SELECT repeat('x', 1000000) FROM seq_1_to_20",
        "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) "
        "SELECT hex(zeroblob(500000)) FROM n",
    }
    assert (await database.failing(big[database.kind])).code == "sql.too_large"


async def test_canceling_a_step_ends_its_statement(database: Database) -> None:
    slow = {
        "postgres": "SELECT pg_sleep(3333)",
        "mariadb": "SELECT sleep(3333)",
        "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
    }
    busy = {
        "postgres": "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
        "mariadb": "SELECT 1 FROM information_schema.processlist WHERE info LIKE '%(3333)%' AND id <> connection_id()",
        "sqlite": "SELECT 1",
    }
    step = asyncio.create_task(database(slow[database.kind], timeout_s=600))
    async with asyncio.timeout(20):
        while not (await database(busy[database.kind]))["rows"]:
            pass
        step.cancel()
        with pytest.raises(asyncio.CancelledError):
            await step
        if database.kind == "postgres":
            while (await database(busy[database.kind]))["rows"]:
                pass
        # A thread that still waited would keep the executor from ending.
        await asyncio.get_running_loop().shutdown_default_executor()


def test_sql_with_a_template_is_a_problem_of_the_config(bench: Bench) -> None:
    with pytest.raises(ValidationError, match="SQL is not a template"):
        bench.config("storage.sql_query", {"source": {"kind": "sqlite"}, "sql": "SELECT '{{ input.name }}'"})


def test_sql_with_a_template_does_not_compile() -> None:
    document = load_document(
        {
            "schema": 1,
            "name": "x",
            "nodes": [
                {"id": "a", "key": "start", "type": "trigger.manual"},
                {
                    "id": "b",
                    "key": "rows",
                    "type": "storage.sql_query",
                    "config": {"source": {"kind": "sqlite"}, "sql": "SELECT {{ input.n }}"},
                },
            ],
            "edges": [{"source": "a", "target": "b"}],
        }
    )
    problems = [each for each in compile_flow(document, CATALOGUE).diagnostics if each.severity == "error"]
    assert [(each.node, each.field) for each in problems] == [("b", "/config/sql")]
    assert "SQL is not a template" in problems[0].message


@pytest.mark.parametrize(
    ("dialect", "sql", "text", "names"),
    [
        ("postgresql", "a = :a AND b = :b OR c = :a", "a = $1 AND b = $2 OR c = $1", ("a", "b")),
        ("mysql", "a = :a AND b = :b OR c = :a", "a = ? AND b = ? OR c = ?", ("a", "b", "a")),
        ("postgresql", ":a::int, x[1:n], $$ :n $$, $q$ $$ :n $q$", "$1::int, x[1:n], $$ :n $$, $q$ $$ :n $q$", ("a",)),
        ("postgresql", "E'\\' :n', 'c:\\', :a, \"q:n\"", "E'\\' :n', 'c:\\', $1, \"q:n\"", ("a",)),
        ("postgresql", "j ? 'k' AND j @> :a", "j ? 'k' AND j @> $1", ("a",)),
        ("mysql", "'\\' :n', `c:n`, :a, @v := 1 # :n", "'\\' :n', `c:n`, ?, @v := 1 # :n", ("a",)),
        ("sqlite", "'it''s :n', [c:n], :a -- :n", "'it''s :n', [c:n], ? -- :n", ("a",)),
    ],
)
def test_placeholders_are_found_where_they_are(dialect: Any, sql: str, text: str, names: tuple[str, ...]) -> None:
    assert translated(sql, dialect) == (text, names)


@pytest.mark.parametrize(
    ("dialect", "sql"), [("postgresql", "a = $1"), ("mysql", "a = ?"), ("sqlite", "a = ?1"), ("sqlite", "a = @a")]
)
def test_placeholders_of_the_databases_own_style_are_refused(dialect: Any, sql: str) -> None:
    with pytest.raises(NodeError) as failed:
        translated(sql, dialect)
    assert (failed.value.code, failed.value.field) == ("sql.parameters", "/sql")


@pytest.mark.parametrize("server", ["postgres", "mariadb"])
class TestServers:
    @pytest.fixture
    def account(self, server: str, request: pytest.FixtureRequest, bench: Bench) -> dict[str, Any]:
        found = request.getfixturevalue(server)
        bench.backend.credentials["db"] = {**found.credential}
        bench.backend.credentials["authority"] = {"ca": found.authority}
        return bench.backend.credentials["db"]

    async def ask(self, bench: Bench, sql: str = "SELECT 1 AS one", **config: Any) -> Any:
        source = {"kind": "server", "credential": "db"}
        return await bench("storage.sql_query", {"source": source, "sql": sql, **config})

    async def refused(self, bench: Bench, **config: Any) -> NodeError:
        with pytest.raises(NodeError) as failed:
            await self.ask(bench, **config)
        return failed.value

    async def test_the_connection_is_encrypted_and_verified(
        self, bench: Bench, account: dict[str, Any], server: str
    ) -> None:
        sql = {
            "postgres": "SELECT ssl::text AS v FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
            "mariadb": "SHOW STATUS LIKE 'Ssl_version'",
        }[server]
        account |= {"host": "localhost", "tls": "verify"}
        unknown = await self.refused(bench, sql=sql)
        account["ca"] = bench.backend.credentials["authority"]["ca"]
        known = await self.ask(bench, sql)
        account["host"] = "127.0.0.1"  # which the certificate is not for
        other_name = await self.refused(bench, sql=sql)
        account["tls"] = "require"
        taken = await self.ask(bench, sql)
        account["tls"] = "off"
        plain = await self.ask(bench, sql)
        assert [each.code for each in (unknown, other_name)] == ["sql.tls", "sql.tls"]
        encrypted = [str(list(each["rows"][0].values())[-1]) for each in (known, taken, plain)]
        assert encrypted[0] == encrypted[1] != encrypted[2]

    async def test_the_address_may_be_a_url(self, bench: Bench, account: dict[str, Any], server: str) -> None:
        scheme = "postgres" if server == "postgres" else "mariadb"
        url = (
            f"{scheme}://flow:p%40ss%3Aword%2F%C3%A4@localhost:{account['port']}/{account['database']}?sslmode=disable"
        )
        bench.backend.credentials["db"] = {"type": "database", "url": url}
        assert (await self.ask(bench))["rows"] == [{"one": 1}]
        assert bench.redacted == [account["password"]]

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"password": "wrong"}, "sql.auth"),
            ({"username": "nobody"}, "sql.auth"),
            ({"database": "not_there"}, "sql.auth"),
        ],
    )
    async def test_an_account_that_is_not_accepted_is_final(
        self, bench: Bench, account: dict[str, Any], change: dict[str, str], code: str
    ) -> None:
        account |= change
        error = await self.refused(bench)
        assert (error.code, error.retryable) == (code, False)
        assert "p@ss" not in f"{error.message} {error.details}"

    async def test_a_server_that_is_gone_is_worth_another_try(self, bench: Bench, account: dict[str, Any]) -> None:
        async with await asyncio.start_server(lambda *_: None, "127.0.0.1", 0) as gone:
            account["port"] = gone.sockets[0].getsockname()[1]
        error = await self.refused(bench)
        assert error.retryable
        assert error.code in {"sql.unavailable", "network.connect"}

    async def test_the_network_guard_holds_here_too(self, bench: Bench, account: dict[str, Any]) -> None:
        async with client(private=False) as http:
            bench.http = http
            for host in ("127.0.0.1", "localhost", "/var/run", "10.0.0.1,127.0.0.1"):
                account["host"] = host
                with pytest.raises(NetworkBlocked):
                    await self.ask(bench)

    @pytest.mark.parametrize(
        ("fields", "word"),
        [
            ({"type": "basic"}, "basic"),
            ({"kind": "oracle"}, "kind"),
            ({"host": ""}, "host"),
            ({"username": ""}, "username"),
            ({"port": "x"}, "port"),
            ({"tls": "maybe"}, "tls"),
            ({"tls": "verify", "ca": "x"}, "ca"),
            ({"url": "postgresql://u:p@h:x/d"}, "url"),
            ({"url": "postgresql://u:p@h/d?sslrootcert=/etc/passwd"}, "sslrootcert"),
            ({"url": "mysql://u:p@h/d?read_default_file=/etc/my.cnf"}, "read_default_file"),
        ],
    )
    async def test_a_credential_that_does_not_fit(
        self, bench: Bench, account: dict[str, Any], fields: dict[str, str], word: str
    ) -> None:
        account |= fields
        error = await self.refused(bench)
        assert error.code == "credential.unfit"
        assert word in error.message


async def test_a_file_is_read_and_never_changed(bench: Bench) -> None:
    made = sqlite3.connect(":memory:")
    made.executescript("CREATE TABLE t (n INTEGER, b BLOB); INSERT INTO t VALUES (1, x'00ff'), (2, NULL)")
    data = made.serialize()
    made.close()
    file = (await bench.backend.blob_put(data, "shop.db", "application/vnd.sqlite3")).model_dump()
    config = {"source": {"kind": "sqlite", "file": file}, "sql": "SELECT * FROM t"}
    assert (await bench("storage.sql_query", config))["rows"] == [{"n": 1, "b": "AP8="}, {"n": 2, "b": None}]
    changed = await bench("storage.sql_query", {**config, "sql": "DELETE FROM t", "read_only": False})
    assert (changed["affected"], changed["artifact"]["name"]) == (2, "shop.db")
    assert bench.backend.blobs[file["artifact"]] == data
    config["source"] = {"kind": "sqlite", "file": changed["artifact"]}
    assert (await bench("storage.sql_query", config))["rows"] == []
