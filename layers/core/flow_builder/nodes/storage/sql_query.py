"""Executes an SQL statement on PostgreSQL, MySQL (or MariaDB) or a SQLite file, and gives the rows.

* **Values are bound.** Write `:name` in the statement and give the value in `parameters`; the database never sees them as
  part of the text. For the same reason the statement is no template: `{{ … }}` in it is an error.
* **Read only**, unless switched off; the database itself enforces it.
* **One statement.** With a list of parameters it is executed once for each, all in one transaction: either all of it
  happens, or nothing.
* **Limits**: rows beyond `max_rows` are left out (`truncated`), and a statement that takes too long is stopped by the
  server.
* **Types**: dates and times are ISO 8601 texts, binary values Base64, JSON columns values. Objects given as parameters are
  sent as JSON; for PostgreSQL a list of plain values is an array (`WHERE id = ANY(:ids)`).

A SQLite **file** is an artifact. The statement works on a copy in memory, from which no other file can be reached; when it
may write, the changed copy is a new artifact. Without a file it begins with an empty database.

The credential `database` holds `url` (`postgresql://user:password@host:5432/name`), or `kind` (postgresql, mysql), `host`,
`port`, `username`, `password` and `database`; and optionally `tls` and `ca` (PEM of an authority of your own). `tls` is
`verify` (the default: encrypted, and the certificate must be for the host), `require` (encrypted) or `off` (the default for
a server on the same machine).
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from flow_builder.domain.value import Artifact
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, code_field, credential_field
from flow_builder.nodes.credential_fields import credential_fields
from flow_builder.nodes.storage import _mysql, _postgres, _sqlite
from flow_builder.nodes.storage._database import FIELD, account_of
from flow_builder.nodes.storage._sql import Decimals, Dialect, Found, Statement, bound, translated

_SQLITE_TYPE = "application/vnd.sqlite3"


def _literal(sql: str) -> str:
    if "{{" in sql:
        raise ValueError("SQL is not a template: write :name instead, and give its value in `parameters`.")
    return sql


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Server(_Source):
    """A database server."""

    kind: Literal["server"]
    credential: str = credential_field("database", required=True)


class File(_Source):
    """A SQLite file."""

    kind: Literal["sqlite"]
    file: Any = Field(
        default=None,
        title="File",
        description="An artifact, such as `{{ steps.download.artifact }}`. Empty: a new one.",
    )


class Config(NodeConfig):
    """What is asked of which database."""

    source: Annotated[Server | File, Field(discriminator="kind")] = Field(title="Database")
    sql: Annotated[str, AfterValidator(_literal)] = code_field(
        "sql", title="Statement", min_length=1, max_length=100_000, examples=["SELECT * FROM orders WHERE id = :id"]
    )
    parameters: dict[str, Any] | Annotated[list[dict[str, Any]], Field(max_length=10_000)] = Field(
        default_factory=dict,
        title="Parameters",
        description="Values by name; a list executes the statement once for each.",
    )
    read_only: bool = Field(default=True, title="Only read")
    max_rows: int = Field(default=1_000, ge=1, le=100_000, title="At most (rows)")
    timeout_s: float = Field(default=30.0, gt=0, le=900, title="Time limit (seconds)")
    decimals: Decimals = Field(
        default="number", title="Exact decimals as", description="A number has about 16 digits, a text all of them."
    )


class Output(NodeOutput):
    """What came of it."""

    rows: list[dict[str, Any]]
    count: int
    columns: list[str]
    affected: int | None
    """Rows that were changed, where the statement changes rows."""
    truncated: bool
    """Whether there were more rows."""
    artifact: Artifact | None = None
    """The changed SQLite file."""


async def run(config: Config, ctx: Context) -> Output:
    """Executes the statement; errors are listed in `_sql`, and `network.*`, `credential.*`, `artifact.missing`."""
    if isinstance(config.source, File):
        return await _on_file(config, config.source, ctx)
    fields = await credential_fields(ctx, config.source.credential, "database", field=FIELD)
    account = account_of(fields)
    ctx.redact(account.password)  # which may have been part of a URL
    execute = _postgres.execute if account.kind == "postgresql" else _mysql.execute
    return _output(await execute(ctx.http, account, _statement(config, account.kind)))


async def _on_file(config: Config, source: File, ctx: Context) -> Output:
    statement = _statement(config, "sqlite")
    file = None if source.file is None else await ctx.read_artifact(source.file)
    found, changed = await _sqlite.execute(file, statement)
    if changed is None:
        return _output(found)
    name = source.file.get("name") if isinstance(source.file, dict) else None
    return _output(found, await ctx.save_artifact(name or "database.sqlite", changed, _SQLITE_TYPE))


def _statement(config: Config, dialect: Dialect) -> Statement:
    text, names = translated(config.sql, dialect)
    sets = config.parameters if isinstance(config.parameters, list) else [config.parameters]
    return Statement(
        text=text,
        batches=tuple(bound(names, each) for each in sets),
        read_only=config.read_only,
        max_rows=config.max_rows,
        timeout_s=config.timeout_s,
        decimals=config.decimals,
    )


def _output(found: Found, artifact: Artifact | None = None) -> Output:
    return Output(
        rows=found.rows,
        count=len(found.rows),
        columns=found.columns,
        affected=found.affected,
        truncated=found.truncated,
        artifact=artifact,
    )


EXAMPLES = (
    Example(
        "Orders of a customer",
        {
            "source": {"kind": "server", "credential": "shop-db"},
            "sql": "SELECT id, total FROM orders WHERE customer = :customer ORDER BY id",
            "parameters": {"customer": "{{ input.customer }}"},
        },
        input={"customer": "Ada"},
        needs="network",
    ),
    Example(
        "Reckon with SQL; the value is data, whatever it holds",
        {
            "source": {"kind": "sqlite"},
            "sql": "SELECT upper(:name) AS name, length(:name) AS letters",
            "parameters": {"name": "{{ input.name }}"},
        },
        input={"name": "x'; DROP TABLE t; --"},
        output={
            "rows": [{"name": "X'; DROP TABLE T; --", "letters": 20}],
            "count": 1,
            "columns": ["name", "letters"],
            "affected": None,
            "truncated": False,
            "artifact": None,
        },
    ),
    Example(
        "A statement that writes, without leave",
        {"source": {"kind": "sqlite"}, "sql": "CREATE TABLE t (n INTEGER)"},
        error="sql.read_only",
    ),
    Example(
        "SQL is not a template",
        {"source": {"kind": "sqlite"}, "sql": "SELECT '{{ input.name }}'"},
        error="config.invalid",
    ),
)

NODE = NodeType(
    id="storage.sql_query",
    title="SQL query",
    config=Config,
    output=Output,
    run=run,
    credits=2,
    side_effect=True,
    icon="database",
    dependency=lambda config: f"database of {config.source.credential}" if isinstance(config.source, Server) else None,
    examples=EXAMPLES,
)
