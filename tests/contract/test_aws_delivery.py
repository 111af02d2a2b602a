"""E-mail by SES and text messages by SNS, on the AWS stand-in and on a server that checks signatures."""

import base64
import json
from collections.abc import AsyncIterator
from email import message_from_bytes
from email.policy import SMTP
from typing import Any

import boto3
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from flow_builder.errors import NetworkBlocked, NodeError
from tests.support.nodes import Bench, client
from tests.support.services import reply, serve_service
from tests.support.standin_server import REGION, StandIn
from tests.support.web import Reply, Request, Wire

ACCOUNT = {
    "type": "aws",
    "access_key_id": "AKIDEXAMPLE00000",
    "secret_access_key": "a secret of the account",
    "region": REGION,
    "from": "flows@example.com",
}
MAIL = {"via": {"kind": "ses", "credential": "aws"}, "to": "ada@example.com", "subject": "Grüße", "text": "Hello"}
PHONE = {"via": {"kind": "sns", "credential": "aws"}, "to": "+4915112345678", "text": "Hello"}


@pytest.fixture
async def nodes() -> AsyncIterator[Bench]:
    async with client() as http:
        yield Bench(http=http)


def account(nodes: Bench, url: str, **more: str) -> None:
    nodes.backend.credentials["aws"] = {**ACCOUNT, "endpoint_url": url, **more}


@pytest.mark.standin
async def test_ses_takes_the_whole_message(nodes: Bench, standin: StandIn) -> None:
    ses = boto3.client("sesv2", endpoint_url=standin.url, region_name=REGION)
    for address in ("flows@example.com", "ada@example.com", "hidden@example.com"):
        ses.create_email_identity(EmailIdentity=address)
    ses.close()
    account(nodes, standin.url, access_key_id="test", secret_access_key="test")
    output = await nodes("notify.email", {**MAIL, "bcc": "hidden@example.com"})
    assert output["reply"]
    seen = (await nodes.http.get(f"{standin.url}/_ministack/ses/messages")).text
    assert output["reply"] in seen
    assert "Grüße" in json.dumps(json.loads(seen), ensure_ascii=False)


@pytest.mark.standin
async def test_sns_takes_a_text_message(nodes: Bench, standin: StandIn) -> None:
    account(nodes, standin.url, access_key_id="test", secret_access_key="test")
    output = await nodes("notify.sms", {**PHONE, "via": {"kind": "sns", "credential": "aws", "sender": "Shop"}})
    seen = (await nodes.http.get(f"{standin.url}/_ministack/sns/sms-messages")).text
    assert (output["status"], output["id"] in seen, "+4915112345678" in seen) == ("accepted", True, True)


class Aws:
    """Checks the signature as AWS does, by signing the same request again; then gives a prepared answer."""

    def __init__(self, answer: Reply) -> None:
        self.answer = answer
        self.bodies: list[bytes] = []
        self.genuine: list[bool] = []

    def __call__(self, request: Request, wire: Wire) -> Reply:
        scope, signed, signature = (
            part.split("=", 1)[1] for part in request.headers["authorization"].split(" ", 1)[1].split(", ")
        )
        url = f"http://{request.headers['host']}{request.path}"
        headers = {name: request.headers[name] for name in signed.split(";")}
        again = AWSRequest(request.method, url, headers, request.body)
        again.context["timestamp"] = request.headers["x-amz-date"]
        service = scope.split("/")[3]
        auth = SigV4Auth(Credentials(ACCOUNT["access_key_id"], ACCOUNT["secret_access_key"]), service, REGION)
        canonical = auth.canonical_request(again)
        self.genuine.append(auth.signature(auth.string_to_sign(again, canonical), again) == signature)
        self.bodies.append(request.body)
        return self.answer


async def test_ses_gets_a_signed_request_with_the_envelope_and_the_raw_message(nodes: Bench) -> None:
    aws = Aws(reply({"MessageId": "m-1"}))
    async with serve_service(aws) as web:
        account(nodes, web.url(""))
        output = await nodes("notify.email", {**MAIL, "cc": "Bob <b@example.com>", "bcc": "hidden@example.com"})
    assert (aws.genuine, output["reply"]) == ([True], "m-1")
    body = json.loads(aws.bodies[0])
    assert body["Destination"] == {"BccAddresses": ["ada@example.com", "b@example.com", "hidden@example.com"]}
    message = message_from_bytes(base64.b64decode(body["Content"]["Raw"]["Data"]), policy=SMTP)
    assert (message["subject"], message["cc"], message["bcc"]) == ("Grüße", "Bob <b@example.com>", None)


@pytest.mark.parametrize(
    ("status", "kind", "code", "retryable"),
    [
        (400, "MessageRejected", "aws.refused", False),
        (403, "InvalidClientTokenId", "aws.unauthorized", False),
        (403, "SignatureDoesNotMatch", "aws.unauthorized", False),
        (429, "TooManyRequestsException", "aws.unavailable", True),
        (400, "ThrottlingException", "aws.unavailable", True),
        (503, "ServiceUnavailable", "aws.unavailable", True),
    ],
)
async def test_what_aws_says_decides_whether_to_try_again(
    nodes: Bench, status: int, kind: str, code: str, retryable: bool
) -> None:
    aws = Aws(reply({"message": "Because."}, status, x_amzn_errortype=kind))
    async with serve_service(aws) as web:
        account(nodes, web.url(""))
        with pytest.raises(NodeError) as failed:
            await nodes("notify.email", MAIL)
    assert (failed.value.code, failed.value.retryable, failed.value.details["reason"]) == (code, retryable, kind)
    assert "Because." in failed.value.message
    assert len(aws.genuine) == 1  # the flow's own retry policy decides, not boto3's


async def test_aws_that_is_gone_or_off_limits(nodes: Bench) -> None:
    async with serve_service(Aws(reply({}))) as web:
        account(nodes, web.url(""))
        async with client(private=False) as http:
            nodes.http, local = http, nodes.http
            with pytest.raises(NetworkBlocked):
                await nodes("notify.sms", PHONE)
        nodes.http = local
        assert web.connections == 0
    with pytest.raises(NodeError) as failed:
        await nodes("notify.sms", PHONE)
    assert (failed.value.code, failed.value.retryable) == ("http.connect", True)


@pytest.mark.parametrize("node", ["notify.email", "notify.sms"])
async def test_the_machines_own_aws_settings_are_not_used(
    nodes: Bench, node: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    nodes.backend.credentials["aws"] = {"type": "aws", "region": REGION, "from": "a@example.com"}
    config: dict[str, Any] = MAIL if node == "notify.email" else PHONE
    with pytest.raises(NodeError) as failed:
        await nodes(node, config)
    assert failed.value.code == "credential.unfit"
    monkeypatch.setenv("AWS_PROFILE", "somebody-else")
    aws = Aws(reply({"MessageId": "m-1"}))
    async with serve_service(aws) as web:
        account(nodes, web.url(""))
        await nodes("notify.email", MAIL)
    assert aws.genuine == [True]
