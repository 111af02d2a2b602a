"""Pipes from a queue to a function: MiniStack knows those from streams of tables only, and does nothing with others."""

import json
import os
from functools import cache
from typing import Any

import boto3
from ministack import app
from ministack.services import pipes
from permissions import session

_WAIT_SECONDS = 1
_ADDRESS = f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}"


def mend() -> None:
    """Lets MiniStack's poller look at queues, too."""
    poll = pipes._poll_pipe

    def polled(tables: Any, pipe: dict[str, Any], account: str) -> None:
        kinds = tuple(map(pipes._arn_service, (pipe["Source"], pipe["Target"])))
        if kinds != ("sqs", "lambda"):
            poll(tables, pipe, account)
        elif pipe["CurrentState"] == "RUNNING":
            _hand_over(pipe, pipe["Source"], pipe["Target"])

    pipes._poll_pipe = polled


def _hand_over(pipe: dict[str, Any], source: str, target: str) -> None:
    """Gives the function up to ten messages and deletes those that it does not name as failed."""
    given = session(pipe["RoleArn"], "pipes.amazonaws.com", pipe["Name"]) if app.AUTH else {}
    credentials = tuple(given.values())
    queues = _client("sqs", credentials)
    url = f"{_ADDRESS}/{source.split(':')[4]}/{source.split(':')[5]}"
    queues.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])  # as pipes do
    messages = queues.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=_WAIT_SECONDS, AttributeNames=["All"]
    ).get("Messages", [])
    if not messages:
        return
    records = [_record(each, source) for each in messages]
    answer = _client("lambda", credentials).invoke(FunctionName=target, Payload=json.dumps(records))
    said = json.loads(answer["Payload"].read() or "null") or {}
    if "FunctionError" in answer:
        return
    failed = {each["itemIdentifier"] for each in said.get("batchItemFailures", ())}
    for each in messages:
        if each["MessageId"] not in failed:
            queues.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])


def _record(message: dict[str, Any], source: str) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": source,
        "awsRegion": source.split(":")[3],
    }


@cache
def _client(service: str, credentials: tuple[str, ...]) -> Any:
    return boto3.Session(*credentials).client(service, endpoint_url=_ADDRESS)
