"""The key-value port on one DynamoDB table, through PynamoDB's connection.

Calls block, so each runs in a thread. Reads of the table are strongly consistent; those of an index are not, as
DynamoDB offers no such thing. A write that is repeated because an answer got lost finds its own stamp and succeeds
instead of breaking its own condition. `add` counts in decimal: sums of fractions may differ from Python's in the last
digit.
"""

import asyncio
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, TypeAlias
from uuid import uuid4

from botocore.session import Session
from pynamodb.connection import Connection
from pynamodb.connection.base import MetaTable
from pynamodb.expressions.condition import Condition as Expression
from pynamodb.expressions.operand import Path

from flow_builder.errors import Conflict
from flow_builder.store import aws_calls, rules
from flow_builder.store import dynamo_codec as codec
from flow_builder.store.aws_errors import BUSY, busy
from flow_builder.store.dynamo_errors import FOREIGN, client_error, code_of, reasons, storage_error
from flow_builder.store.table import Delete, Item, Key, Page, Put, Update, Write

Index: TypeAlias = Literal["gsi1", "gsi2"]

_BATCH = 100
_ATTEMPTS = 10
_FIRST_PAUSE_S = 0.02
_LONGEST_PAUSE_S = 1.0
_BROKEN = "ConditionalCheckFailed"
_TEXT_KEYS = ("pk", "sk", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk")


def connect(region: str, endpoint_url: str | None = None, *, attempts: int = 5, timeout_s: float = 10.0) -> Connection:
    """Returns a connection with credentials from the environment; it makes its client when it is first used."""
    return _Connection(
        region=region,
        host=endpoint_url,
        connect_timeout_seconds=2.0,
        read_timeout_seconds=timeout_s,
        retry_configuration={"mode": "standard", "total_max_attempts": attempts},
        max_pool_connections=32,
    )


class _Connection(Connection):
    """PynamoDB's connection, in the session that other clients have read botocore's data into."""

    @property
    def session(self) -> Session:
        """The session of the process."""
        return aws_calls.session()


class DynamoTable:
    """The `Table` port on DynamoDB; several tables may share a `connection`.

    Calls raise StorageError (`store.busy` and
    `store.unreachable` after several tries, `store.denied`, `store.no_table`) and LimitExceeded for an item over
    400 KB or a call over 4 MB.
    """

    def __init__(
        self,
        table_name: str,
        region: str,
        endpoint_url: str | None = None,
        *,
        connection: Connection | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._name = table_name
        self._clock = clock
        self._owned = connection is None
        self._connection = connection or connect(region, endpoint_url)
        self._connection.add_meta_table(MetaTable(_description(table_name)))

    async def get(self, pk: str, sk: str) -> Item | None:
        """Returns one item, or None."""
        rules.check_key(pk, sk)
        request = self._connection.get_operation_kwargs(self._name, pk, sk, consistent_read=True)
        answer = await self._call("GetItem", request)
        found = answer.get("Item")
        return codec.item_of(found) if found and not codec.is_expired(found, self._now()) else None

    async def batch_get(self, keys: Sequence[Key]) -> list[Item]:
        """Returns the items that exist, in no particular order; any number of keys."""
        unique = list(dict.fromkeys(keys))
        for key in unique:
            rules.check_key(*key)
        parts = [unique[start : start + _BATCH] for start in range(0, len(unique), _BATCH)]
        found = await asyncio.gather(*(asyncio.to_thread(self._get_part, part) for part in parts))
        return [item for part in found for item in part]

    def _get_part(self, keys: Sequence[Key]) -> list[Item]:
        rest: dict[str, Any] = {
            self._name: {"Keys": [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in keys], "ConsistentRead": True}
        }
        found: list[dict[str, Any]] = []
        for _ in self._attempts():
            answer = self._dispatch("BatchGetItem", {"RequestItems": rest})
            found += answer["Responses"].get(self._name, [])
            rest = answer.get("UnprocessedKeys") or {}
            if not rest:
                break
        now = self._now()
        return [codec.item_of(each) for each in found if not codec.is_expired(each, now)]

    async def query(
        self,
        pk: str,
        *,
        index: Index | None = None,
        prefix: str = "",
        between: tuple[str, str] | None = None,
        limit: int = 100,
        cursor: str | None = None,
        reverse: bool = False,
    ) -> Page:
        """Returns items of one partition ordered by sort key (UTF-8 bytes), by prefix or inclusive range."""
        rules.check_query(prefix, between, limit)
        order = (f"{index}sk", "pk", "sk") if index else ("sk",)
        start = None
        if cursor is not None:
            place = dict(zip(order, rules.decode_cursor(cursor, len(order)), strict=True))
            place |= {f"{index}pk": pk} if index else {"pk": pk}
            start = {name: {"S": text} for name, text in place.items()}
        if between and (between[0] > between[1] or not between[1]):
            return Page([])
        sort = Path([order[0]])
        items = await asyncio.to_thread(
            self._query, pk, index, _range(sort, prefix, between), limit + 1, start, forward=not reverse
        )
        if len(items) <= limit:
            return Page(items)
        return Page(items[:limit], rules.encode_cursor(*(getattr(items[limit - 1], name) for name in order)))

    def _query(
        self,
        pk: str,
        index: Index | None,
        where: Expression | None,
        wanted: int,
        start: dict[str, Any] | None,
        *,
        forward: bool,
    ) -> list[Item]:
        """Returns up to `wanted` live items; a page of the server may hold expired ones or end at 1 MB."""
        found: list[Item] = []
        while True:
            try:
                self._open()
                answer = self._connection.query(
                    self._name,
                    pk,
                    range_key_condition=where,
                    filter_condition=codec.live(self._now()),
                    consistent_read=index is None,
                    exclusive_start_key=start,
                    index_name=index,
                    limit=wanted - len(found),
                    scan_index_forward=forward,
                )
            except FOREIGN as error:
                raise storage_error(error, self._name) from error
            found += [codec.item_of(each) for each in answer["Items"]]
            start = answer.get("LastEvaluatedKey")
            if not start or len(found) >= wanted:
                return found

    async def scan(self, *, limit: int = 100, cursor: str | None = None) -> Page:
        """Returns all items as DynamoDB's scan finds them; a page may be short before the end."""
        names = ("pk", "sk")
        start = None
        if cursor is not None:
            place = zip(names, rules.decode_cursor(cursor, 2), strict=True)
            start = {name: {"S": text} for name, text in place}
        return await asyncio.to_thread(self._scan, limit, start)

    def _scan(self, limit: int, start: dict[str, Any] | None) -> Page:
        try:
            self._open()
            answer = self._connection.scan(
                self._name,
                limit=limit,
                exclusive_start_key=start,  # type: ignore[arg-type]  # pynamodb says a text, and passes it on
                consistent_read=True,
                filter_condition=codec.live(self._now()),
            )
        except FOREIGN as error:
            raise storage_error(error, self._name) from error
        last = answer.get("LastEvaluatedKey")
        after = rules.encode_cursor(last["pk"]["S"], last["sk"]["S"]) if last else None
        return Page([codec.item_of(each) for each in answer["Items"]], after)

    async def write(self, *ops: Write) -> None:
        """Executes 1 to 100 writes on different keys, all or none; durable once it returns."""
        rules.check_ops(ops)
        stamp = uuid4().hex
        # DynamoDB's transactions cost double, so a single write is not one.
        if len(ops) == 1:
            await asyncio.to_thread(self._write_one, ops[0], stamp)
        else:
            await asyncio.to_thread(self._write_all, ops, stamp)

    async def update(self, op: Update) -> Item:
        """Executes one update and returns the item as it is afterwards."""
        rules.check_ops((op,))
        return codec.item_of(await asyncio.to_thread(self._write_one, op, uuid4().hex))

    def _write_one(self, op: Write, stamp: str) -> dict[str, Any]:
        """Executes one write; returns the attributes after it, for an update."""
        for _ in self._attempts():
            kind, request = self._request(op, stamp)
            if kind == "UpdateItem":
                request["ReturnValues"] = "ALL_NEW"
            try:
                answer: dict[str, Any] = self._raw(kind, request)
            except FOREIGN as error:
                if code_of(error) == f"{_BROKEN}Exception":
                    found = client_error(error)
                    old: dict[str, Any] = (found.response.get("Item") if found else None) or {}  # type: ignore[assignment]
                    if old.get(codec.STAMP) == {"S": stamp}:
                        return old
                    if not self._drop_expired(op, old):
                        raise rules.broken(op) from error
                elif code_of(error) != "TransactionConflictException":
                    raise storage_error(error, self._name) from error
            else:
                return dict(answer.get("Attributes") or {})
        raise AssertionError

    def _write_all(self, ops: Sequence[Write], stamp: str) -> None:
        """Executes writes as one transaction; another one on the same items makes it wait and try again."""
        for _ in self._attempts():
            requests = [self._request(op, stamp) for op in ops]
            codec.check_size(
                sum(codec.size_of(request.get("Item", {})) for _, request in requests), codec.MAX_TRANSACTION_BYTES
            )
            items = [{kind.removesuffix("Item"): request} for kind, request in requests]
            try:
                self._raw("TransactWriteItems", {"TransactItems": items})
            except FOREIGN as error:
                self._judge(error, ops)
            else:
                return

    def _judge(self, error: Exception, ops: Sequence[Write]) -> None:
        """Raises what a failed transaction means; returns when it is to be tried again."""
        why = reasons(error)
        broken = [(op, each) for op, each in zip(ops, why, strict=False) if each.get("Code") == _BROKEN]
        if broken:
            dropped = [self._drop_expired(op, each.get("Item") or {}) for op, each in broken]
            if not all(dropped):
                raise rules.broken(broken[dropped.index(False)][0]) from error
        elif not (code_of(error) == "TransactionCanceledException" and any(each.get("Code") in BUSY for each in why)):
            raise storage_error(error, self._name) from error

    def _drop_expired(self, op: Write, old: dict[str, Any]) -> bool:
        """Deletes an expired item in the way of an update, which must start from nothing; False if it is not that."""
        now = self._now()
        if not (isinstance(op, Update) and codec.is_expired(old, now)):
            return False
        request = self._connection.get_operation_kwargs(
            self._name, op.pk, op.sk, condition=Path(["ttl"]) <= {"N": str(now)}
        )
        try:
            self._dispatch("DeleteItem", request)
        except Conflict:
            # Someone else was faster; the next try sees what there is now.
            return True
        return True

    def _request(self, op: Write, stamp: str) -> tuple[str, dict[str, Any]]:
        now = self._now()
        condition = codec.expression(op.condition, now) if op.condition is not None else None
        build = self._connection.get_operation_kwargs
        failure = "ALL_OLD"
        if isinstance(op, Put):
            request = build(
                self._name,
                op.item.pk,
                op.item.sk,
                key="Item",
                attributes=codec.attributes(op.item, stamp),
                condition=condition,
                return_values_on_condition_failure=failure,
            )
            return "PutItem", request
        if isinstance(op, Delete):
            request = build(self._name, op.pk, op.sk, condition=condition, return_values_on_condition_failure=failure)
            return "DeleteItem", request
        guard = codec.live(now) & codec.not_mine(stamp)
        request = build(
            self._name,
            op.pk,
            op.sk,
            actions=codec.actions(op, stamp),
            condition=guard if condition is None else condition & guard,
            return_values_on_condition_failure=failure,
        )
        return "UpdateItem", request

    async def create_table(self) -> None:
        """Creates the table with its indexes and expiry and waits until it can be used; for development and tests."""
        await self._call("CreateTable", _description(self._name) | {"BillingMode": "PAY_PER_REQUEST"})
        for _ in self._attempts():
            answer = await self._call("DescribeTable", {"TableName": self._name})
            if answer["Table"]["TableStatus"] == "ACTIVE":
                break
        expiry = {"AttributeName": "ttl", "Enabled": True}
        await self._call("UpdateTimeToLive", {"TableName": self._name, "TimeToLiveSpecification": expiry})

    async def close(self) -> None:
        """Closes the connection, unless it is shared."""
        if self._owned:
            await asyncio.to_thread(self._connection.client.close)

    def _attempts(self) -> Iterator[int]:
        """Yields attempts, pausing ever longer between them; raises StorageError when they are used up."""
        pause = _FIRST_PAUSE_S
        for attempt in range(_ATTEMPTS):
            yield attempt
            time.sleep(pause * random.random())  # noqa: S311  spreads callers, hides nothing
            pause = min(pause * 2, _LONGEST_PAUSE_S)
        raise busy(f"the table {self._name}", "after many tries")

    async def _call(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        return await asyncio.to_thread(self._dispatch, operation, request)

    def _dispatch(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._raw(operation, request)
        except FOREIGN as error:
            if code_of(error) == f"{_BROKEN}Exception":
                raise Conflict("The stored state does not meet a condition.") from error
            raise storage_error(error, self._name) from error

    def _raw(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        self._open()
        return self._connection.dispatch(operation, request)

    def _open(self) -> None:
        """Makes the client before its first use by one thread alone; botocore cannot make two at once."""
        with aws_calls.making:
            _ = self._connection.client

    def _now(self) -> int:
        return int(self._clock())


def _range(sort: Path, prefix: str, between: tuple[str, str] | None) -> Expression | None:
    if prefix:
        return sort.startswith(prefix)
    if between is None:
        return None
    # A key is never empty and DynamoDB refuses to compare with an empty one.
    return sort.between(*between) if between[0] else sort <= between[1]


def _description(name: str) -> dict[str, Any]:
    return {
        "TableName": name,
        "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"} for key in _TEXT_KEYS],
        "KeySchema": _schema("pk", "sk"),
        "GlobalSecondaryIndexes": [
            {
                "IndexName": index,
                "KeySchema": _schema(f"{index}pk", f"{index}sk"),
                "Projection": {"ProjectionType": "ALL"},
            }
            for index in ("gsi1", "gsi2")
        ],
    }


def _schema(partition: str, sort: str) -> list[dict[str, str]]:
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]
