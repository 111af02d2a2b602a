"""Every error of a library or the system that an adapter can meet leaves it as one of ours."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session
from botocore.stub import Stubber
from pynamodb.connection import Connection

from flow_builder.errors import (
    Conflict,
    FlowBuilderError,
    InvalidInput,
    LimitExceeded,
    NotFound,
    StorageError,
    StoreCorrupt,
    StoreFull,
    StoreLocked,
)
from flow_builder.store.dynamo import DynamoTable, connect
from flow_builder.store.files import file_error
from flow_builder.store.s3_blobs import S3Blobs
from flow_builder.store.s3_blobs import connect as connect_s3
from flow_builder.store.sqlite_file import storage_error
from flow_builder.store.table import Absent, Delete, Item, Put, Update
from tests.support.standin_server import CREDENTIALS, REGION

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_PROFILE", raising=False)


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("the library's text")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind", "stable"),
    [
        (sqlite3.SQLITE_FULL, StoreFull, "store.full"),
        (sqlite3.SQLITE_CORRUPT, StoreCorrupt, "store.corrupt"),
        (sqlite3.SQLITE_CORRUPT_VTAB, StoreCorrupt, "store.corrupt"),
        (sqlite3.SQLITE_NOTADB, StoreCorrupt, "store.corrupt"),
        (sqlite3.SQLITE_BUSY, StoreLocked, "store.locked"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreLocked, "store.locked"),
        (sqlite3.SQLITE_LOCKED, StoreLocked, "store.locked"),
        (sqlite3.SQLITE_TOOBIG, LimitExceeded, "store.too_large"),
        (sqlite3.SQLITE_READONLY, StorageError, "store.read_only"),
        (sqlite3.SQLITE_READONLY_DBMOVED, StorageError, "store.read_only"),
        (sqlite3.SQLITE_CANTOPEN, StorageError, "store.read_only"),
        (sqlite3.SQLITE_PERM, StorageError, "store.read_only"),
        (sqlite3.SQLITE_IOERR_READ, StorageError, "store.failed"),
        (sqlite3.SQLITE_ERROR, StorageError, "store.failed"),
    ],
)
def test_an_error_of_sqlite_is_named(tmp_path: Path, code: int, kind: type[FlowBuilderError], stable: str) -> None:
    found = storage_error(sqlite_error(code), tmp_path / "state.db")
    assert type(found) is kind
    assert found.code == stable


@pytest.mark.parametrize(
    ("number", "kind", "stable"),
    [
        (errno.ENOSPC, StoreFull, "store.full"),
        (errno.EDQUOT, StoreFull, "store.full"),
        (errno.EACCES, StorageError, "store.read_only"),
        (errno.EPERM, StorageError, "store.read_only"),
        (errno.EROFS, StorageError, "store.read_only"),
        (errno.ENOENT, StorageError, "store.read_only"),
        (errno.ENOTDIR, StorageError, "store.read_only"),
        (errno.EIO, StorageError, "store.failed"),
        (errno.EMFILE, StorageError, "store.failed"),
    ],
    ids=lambda value: errno.errorcode.get(value, str(value)) if isinstance(value, int) else None,
)
def test_an_error_of_the_file_system_is_named(
    tmp_path: Path, number: int, kind: type[FlowBuilderError], stable: str
) -> None:
    found = file_error(OSError(number, os.strerror(number)), tmp_path)
    assert type(found) is kind
    assert found.code == stable
    assert os.strerror(number) in found.message or found.hint


@pytest.fixture(scope="module")
def clients() -> Iterator[tuple[Connection, DynamoTable, Any]]:
    """Connection, its table, and a client of S3: each takes a good part of a second to make."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in CREDENTIALS.items():
            patch.setenv(name, value)
        connection, s3 = connect(REGION, NOWHERE, attempts=1), connect_s3(REGION, NOWHERE, attempts=1)
        dynamodb = connection.client
    yield connection, DynamoTable("t", REGION, connection=connection), s3
    dynamodb.close()
    s3.close()


@pytest.fixture
def dynamo(clients: tuple[Connection, DynamoTable, Any]) -> Iterator[tuple[DynamoTable, Stubber]]:
    """A table whose service answers what the test says."""
    connection, table, _ = clients
    with Stubber(connection.client) as stub:
        yield table, stub


READ_ERRORS = [
    ("ResourceNotFoundException", 400, StorageError, "store.no_table"),
    ("ProvisionedThroughputExceededException", 400, StorageError, "store.busy"),
    ("ThrottlingException", 400, StorageError, "store.busy"),
    ("RequestLimitExceeded", 400, StorageError, "store.busy"),
    ("InternalServerError", 500, StorageError, "store.busy"),
    ("SomethingNew", 503, StorageError, "store.busy"),
    ("AccessDeniedException", 400, StorageError, "store.denied"),
    ("UnrecognizedClientException", 400, StorageError, "store.denied"),
    ("ExpiredTokenException", 400, StorageError, "store.denied"),
    ("ValidationException", 400, InvalidInput, "store.rejected"),
    ("SomethingNew", 400, StorageError, "store.failed"),
]


@pytest.mark.parametrize(("code", "status", "kind", "stable"), READ_ERRORS)
@pytest.mark.parametrize("operation", ["get_item", "batch_get_item", "query", "put_item", "update_item", "delete_item"])
async def test_an_error_of_dynamodb_is_named(
    dynamo: tuple[DynamoTable, Stubber],
    operation: str,
    code: str,
    status: int,
    kind: type[FlowBuilderError],
    stable: str,
) -> None:
    table, stub = dynamo
    calls: dict[str, Any] = {
        "get_item": lambda: table.get("p", "s"),
        "batch_get_item": lambda: table.batch_get([("p", "s")]),
        "query": lambda: table.query("p"),
        "put_item": lambda: table.write(Put(Item("p", "s", {}), Absent())),
        "update_item": lambda: table.update(Update("p", "s", add={"n": 1})),
        "delete_item": lambda: table.write(Delete("p", "s")),
    }
    stub.add_client_error(operation, code, "the service's text", status)
    with pytest.raises(FlowBuilderError) as caught:
        await calls[operation]()
    assert type(caught.value) is kind
    assert caught.value.code == stable
    assert bool(caught.value.details.get("retryable")) == (stable == "store.busy")


@pytest.mark.parametrize(
    ("operation", "message", "kind", "stable"),
    [
        (
            "update_item",
            "An operand in the update expression has an incorrect data type",
            InvalidInput,
            "store.not_a_number",
        ),
        ("update_item", "Item size to update has exceeded the maximum allowed size", LimitExceeded, "store.too_large"),
        ("put_item", "Item size has exceeded the maximum allowed size", LimitExceeded, "store.too_large"),
    ],
)
async def test_what_dynamodb_refuses_in_words_is_named(
    dynamo: tuple[DynamoTable, Stubber], operation: str, message: str, kind: type[FlowBuilderError], stable: str
) -> None:
    table, stub = dynamo
    stub.add_client_error(operation, "ValidationException", message)
    op = Update("p", "s", add={"n": 1}) if operation == "update_item" else Put(Item("p", "s", {}))
    with pytest.raises(kind) as caught:
        await table.write(op)
    assert caught.value.code == stable


def cancelled(*codes: str) -> dict[str, Any]:
    return {"CancellationReasons": [{"Code": code, "Message": f"reason {code}"} for code in codes]}


@pytest.mark.parametrize(
    ("codes", "kind", "stable"),
    [
        (("None", "ConditionalCheckFailed"), Conflict, "conflict"),
        (("TransactionConflict", "ConditionalCheckFailed"), Conflict, "conflict"),
        (("None", "AccessDenied"), StorageError, "store.failed"),
        (("ItemCollectionSizeLimitExceeded", "None"), LimitExceeded, "store.too_large"),
    ],
)
async def test_a_cancelled_transaction_is_named_by_its_reasons(
    dynamo: tuple[DynamoTable, Stubber], codes: tuple[str, ...], kind: type[FlowBuilderError], stable: str
) -> None:
    table, stub = dynamo
    stub.add_client_error(
        "transact_write_items",
        "TransactionCanceledException",
        "Transaction cancelled",
        400,
        modeled_fields=cancelled(*codes),
    )
    with pytest.raises(FlowBuilderError) as caught:
        await table.write(Put(Item("p", "a", {})), Put(Item("p", "b", {}), Absent()))
    assert type(caught.value) is kind
    assert caught.value.code == stable
    if kind is Conflict:
        assert caught.value.details["sk"] == "b"


@pytest.mark.parametrize("reason", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])
async def test_a_transaction_that_met_another_is_tried_again(dynamo: tuple[DynamoTable, Stubber], reason: str) -> None:
    table, stub = dynamo
    for _ in range(3):
        stub.add_client_error(
            "transact_write_items",
            "TransactionCanceledException",
            "Transaction cancelled",
            400,
            modeled_fields=cancelled("None", reason),
        )
    stub.add_response("transact_write_items", {})
    await table.write(Put(Item("p", "a", {})), Put(Item("p", "b", {})))
    stub.assert_no_pending_responses()


async def test_a_transaction_that_never_gets_through_is_busy(
    dynamo: tuple[DynamoTable, Stubber], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flow_builder.store.dynamo._LONGEST_PAUSE_S", 0.001)
    table, stub = dynamo
    for _ in range(10):
        stub.add_client_error("put_item", "TransactionConflictException", "Transaction is ongoing")
    with pytest.raises(StorageError) as caught:
        await table.write(Put(Item("p", "a", {})))
    assert caught.value.code == "store.busy"
    assert caught.value.details["retryable"] is True


async def test_unprocessed_keys_are_asked_for_again(dynamo: tuple[DynamoTable, Stubber]) -> None:
    def stored(sk: str) -> dict[str, Any]:
        return {"pk": {"S": "p"}, "sk": {"S": sk}, "rev": {"N": "1"}}

    table, stub = dynamo
    rest = {"t": {"Keys": [{"pk": {"S": "p"}, "sk": {"S": "b"}}], "ConsistentRead": True}}
    stub.add_response("batch_get_item", {"Responses": {"t": [stored("a")]}, "UnprocessedKeys": rest})
    stub.add_response(
        "batch_get_item",
        {"Responses": {"t": [stored("b")]}, "UnprocessedKeys": {}},
        {"RequestItems": rest, "ReturnConsumedCapacity": "TOTAL"},
    )
    assert [item.sk for item in await table.batch_get([("p", "a"), ("p", "b")])] == ["a", "b"]
    stub.assert_no_pending_responses()


async def test_a_write_repeated_after_a_lost_answer_does_not_conflict_with_itself(
    dynamo: tuple[DynamoTable, Stubber], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stamp:
        hex = "stamp of this write"

    monkeypatch.setattr("flow_builder.store.dynamo.uuid4", Stamp)
    table, stub = dynamo
    stored = {"pk": {"S": "p"}, "sk": {"S": "s"}, "rev": {"N": "1"}, "d:n": {"N": "1"}, "wid": {"S": Stamp.hex}}
    for operation in ("put_item", "update_item"):
        stub.add_client_error(operation, "ConditionalCheckFailedException", modeled_fields={"Item": stored})
    await table.write(Put(Item("p", "s", {"n": 1}), Absent()))
    assert await table.update(Update("p", "s", add={"n": 1}, condition=Absent())) == Item("p", "s", {"n": 1})
    stub.add_client_error(
        "put_item", "ConditionalCheckFailedException", modeled_fields={"Item": {**stored, "wid": {"S": "another"}}}
    )
    with pytest.raises(Conflict):
        await table.write(Put(Item("p", "s", {"n": 1}), Absent()))


async def test_an_unreachable_dynamodb_is_named() -> None:
    table = DynamoTable("t", REGION, connection=connect(REGION, NOWHERE, attempts=1))
    for call in (table.get("p", "s"), table.query("p"), table.write(Put(Item("p", "s", {})))):
        with pytest.raises(StorageError) as caught:
            await call
        assert caught.value.code == "store.unreachable"
        assert caught.value.details["retryable"] is True


async def test_missing_credentials_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in CREDENTIALS:
        if name.startswith("AWS_") and "METADATA" not in name:
            monkeypatch.delenv(name)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setattr(
        "flow_builder.store.aws_calls.session", get_session
    )  # that of the process remembers credentials
    connection: Connection = connect(REGION, NOWHERE, attempts=1)
    with pytest.raises(StorageError) as caught:
        await DynamoTable("t", REGION, connection=connection).get("p", "s")
    assert caught.value.code == "store.denied"
    with pytest.raises(StorageError) as caught:
        await S3Blobs("b", connect_s3(REGION, NOWHERE, attempts=1)).get("key")
    assert caught.value.code == "store.denied"


S3_ERRORS = [
    ("NoSuchKey", 404, NotFound, "blob.not_found"),
    ("404", 404, NotFound, "blob.not_found"),
    ("NoSuchBucket", 404, StorageError, "store.no_bucket"),
    ("AccessDenied", 403, StorageError, "store.denied"),
    ("403", 403, StorageError, "store.denied"),
    ("InvalidAccessKeyId", 403, StorageError, "store.denied"),
    ("SlowDown", 503, StorageError, "store.busy"),
    ("InternalError", 500, StorageError, "store.busy"),
    ("SomethingNew", 400, StorageError, "store.failed"),
]


@pytest.mark.parametrize(("code", "status", "kind", "stable"), S3_ERRORS)
@pytest.mark.parametrize("operation", ["get_object", "put_object", "delete_object", "list_objects_v2"])
async def test_an_error_of_s3_is_named(
    clients: tuple[Connection, DynamoTable, Any],
    operation: str,
    code: str,
    status: int,
    kind: type[FlowBuilderError],
    stable: str,
) -> None:
    client = clients[2]
    blobs = S3Blobs("b", client)

    async def listed() -> list[str]:
        return [key async for key in blobs.keys("")]

    calls: dict[str, Any] = {
        "get_object": lambda: blobs.get("key"),
        "put_object": lambda: blobs.put("key", b""),
        "delete_object": lambda: blobs.delete("key"),
        "list_objects_v2": listed,
    }
    with Stubber(client) as stub:
        stub.add_client_error(operation, code, "the service's text", status)
        with pytest.raises(FlowBuilderError) as caught:
            await calls[operation]()
    assert type(caught.value) is kind
    assert caught.value.code == stable
    assert isinstance(caught.value.__cause__, ClientError)


async def test_an_unreachable_s3_is_named() -> None:
    client = connect_s3(REGION, NOWHERE, attempts=1)
    blobs = S3Blobs("b", client)
    for call in (blobs.get("key"), blobs.put("key", b""), blobs.exists("key"), blobs.delete("key")):
        with pytest.raises(StorageError) as caught:
            await call
        assert caught.value.code == "store.unreachable"
        assert isinstance(caught.value.__cause__, BotoCoreError)
    client.close()
