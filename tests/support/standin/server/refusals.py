"""A table that is too busy at times: MiniStack takes whatever it is asked.

One refusal in four comes after the call has been carried out, whose answer is lost then.
"""

import json
import random
from collections.abc import Iterable
from typing import Any

import faults
from ministack.core.responses import error_response_json
from ministack.services import dynamodb

Answer = tuple[int, dict[str, str], Any]
_LOST = 0.25


def mend() -> None:
    """Lets MiniStack's tables refuse calls."""
    handle = dynamodb.handle_request
    chance = random.Random(0)

    async def handled(method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any]) -> Answer:
        action = headers.get("x-amz-target", "").rpartition(".")[2]
        share = _share(action, body)
        if not share or chance.random() >= share:
            return await handle(method, path, headers, body, query)
        if chance.random() < _LOST:
            await handle(method, path, headers, body, query)
            return error_response_json("InternalServerError", "The answer got lost.", 500)
        return _refused(action, json.loads(body))

    dynamodb.handle_request = handled


def _share(action: str, body: bytes) -> float:
    """Returns the share of calls that are refused of a table that a call is about."""
    shares: dict[str, float] = faults.asked().get("refused", {})
    if not shares or action.endswith("Table"):
        return 0.0
    return max((shares.get(name, 0.0) for name in _tables(json.loads(body))), default=0.0)


def _tables(data: dict[str, Any]) -> Iterable[str]:
    if "TableName" in data:
        return [data["TableName"]]
    if "RequestItems" in data:
        return list(data["RequestItems"])
    return [op["TableName"] for item in data.get("TransactItems", ()) for op in item.values()]


def _refused(action: str, data: dict[str, Any]) -> Answer:
    """Returns what DynamoDB answers to a call that is too much: each kind has a way of its own."""
    if action == "BatchGetItem":
        said = {"Responses": {}, "UnprocessedKeys": data["RequestItems"]}
        return 200, {"Content-Type": "application/x-amz-json-1.0"}, json.dumps(said).encode()
    if action != "TransactWriteItems":
        return error_response_json("ProvisionedThroughputExceededException", "The table is too busy.", 400)
    reasons = [{"Code": "ThrottlingError", "Message": "The table is too busy."}]
    reasons += [{"Code": "None"} for _ in data["TransactItems"][1:]]
    return error_response_json("TransactionCanceledException", "Refused.", 400, {"CancellationReasons": reasons})
