"""AWS services for nodes: botocore, boto3's core, makes, signs and reads the calls; they travel through the node's guarded client.

aws.refused        AWS does not accept the request
aws.unauthorized   it does not accept the credential, or the credential may not do this
aws.unavailable    throttled or out of order; retryable
"""

import asyncio
import io
import os
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from flow_builder.errors import NodeError
from flow_builder.network.exchange import exchange
from flow_builder.nodes.base import Context

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest, AWSResponse
    from botocore.compat import HTTPHeaders
    from botocore.exceptions import ClientError

NEEDS = ("access_key_id", "secret_access_key", "region")
_NOTHING_OF_THIS_MACHINE = {
    "profile": (None, None, None, None),
    "ignore_configured_endpoint_urls": (None, None, True, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}
_MAX_ANSWER = 8 * 1024 * 1024
_TOO_MANY = 429
_SERVER_ERROR = 500
_THROTTLED = ("throttl", "toomanyrequests", "limitexceeded", "slowdown")
_NO_ACCESS = ("accessdenied", "unrecognizedclient", "invalidclienttokenid", "signaturedoesnotmatch", "expiredtoken",
              "authorizationerror", "invalidaccesskeyid", "optinrequired")  # fmt: skip


async def call(
    ctx: Context,
    credential: Mapping[str, Any],
    service: str,
    operation: str,
    arguments: dict[str, Any],
    timeout_s: float,
) -> dict[str, Any]:
    """Calls an operation (`send_email` of `sesv2`) and returns what botocore makes of the answer.

    `credential` is of the type `aws`: access_key_id, secret_access_key, region, and optionally session_token,
    endpoint_url, and role_arn with external_id: a role that is taken on first. Nothing of the machine's own AWS settings is used, and nothing is tried twice.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    sender = _Sender(ctx, timeout_s)
    try:
        if credential.get("role_arn"):
            credential = await asyncio.to_thread(_in_role, credential, sender)
            ctx.redact(credential["secret_access_key"])
            ctx.redact(credential["session_token"])
        return await asyncio.to_thread(_invoke, credential, service, operation, arguments, sender)
    except ClientError as error:
        raise _mapped(error, service) from error
    except BotoCoreError as error:
        raise NodeError(f"AWS cannot be asked: {error}", code="aws.refused") from error


def _in_role(credential: Mapping[str, Any], sender: "_Sender") -> dict[str, Any]:
    """Returns the credential with the temporary keys of its role."""
    asked = {"RoleArn": credential["role_arn"], "RoleSessionName": "flow-builder"}
    if credential.get("external_id"):
        asked["ExternalId"] = credential["external_id"]
    given = _invoke(credential, "sts", "assume_role", asked, sender)["Credentials"]
    return {
        **credential,
        "access_key_id": given["AccessKeyId"],
        "secret_access_key": given["SecretAccessKey"],
        "session_token": given["SessionToken"],
    }


def _invoke(
    credential: Mapping[str, Any], service: str, operation: str, arguments: dict[str, Any], sender: "_Sender"
) -> dict[str, Any]:
    import botocore.session
    from botocore.config import Config

    session = botocore.session.Session(session_vars=_NOTHING_OF_THIS_MACHINE)
    client = session.create_client(
        service,
        region_name=credential["region"],
        aws_access_key_id=credential["access_key_id"],
        aws_secret_access_key=credential["secret_access_key"],
        aws_session_token=credential.get("session_token") or None,
        endpoint_url=credential.get("endpoint_url") or None,
        config=Config(retries={"total_max_attempts": 1}),
    )
    try:
        client.meta.events.register("before-send", cast("Callable[..., None]", sender))
        found: dict[str, Any] = getattr(client, operation)(**arguments)
        return found
    finally:
        client.close()


class _Sender:
    """Sends what botocore has signed with the node's client, whose guard botocore's own does not have."""

    def __init__(self, ctx: Context, timeout_s: float) -> None:
        self._ctx = ctx
        self._timeout_s = timeout_s
        self._loop = asyncio.get_running_loop()

    def __call__(self, request: "AWSPreparedRequest", **_: Any) -> "AWSResponse":
        """Answers botocore's event; runs in the thread that makes the call."""
        return asyncio.run_coroutine_threadsafe(self._send(request), self._loop).result()

    async def _send(self, request: "AWSPreparedRequest") -> "AWSResponse":
        from botocore.awsrequest import AWSResponse

        made = self._ctx.http.build_request(
            request.method,
            request.url,
            headers=dict(request.headers.items()),
            content=cast("str | bytes", request.body or b""),
        )
        answer = await exchange(self._ctx.http, made, timeout_s=self._timeout_s, max_bytes=_MAX_ANSWER, max_redirects=0)
        headers = cast("HTTPHeaders", dict(answer.headers))
        return AWSResponse(request.url, answer.status, headers, _Body(answer.content))


class _Body(io.BytesIO):
    """An answer's body, as botocore reads it."""

    def stream(self) -> Iterator[bytes]:
        """Yields the bytes."""
        yield self.read()


def _mapped(error: "ClientError", service: str) -> NodeError:
    said = error.response.get("Error", {})
    code, status = said.get("Code", ""), error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    message = f"AWS ({service}) answered {code}: {said.get('Message') or said.get('message') or 'no reason given'}"
    details = {"service": service, "status": status, "reason": code}
    if status == _TOO_MANY or any(each in code.lower() for each in _THROTTLED):
        return NodeError(message, code="aws.unavailable", retryable=True, details=details)
    if status >= _SERVER_ERROR:
        return NodeError(message, code="aws.unavailable", retryable=True, details=details)
    kind = "aws.unauthorized" if any(each in code.lower() for each in _NO_ACCESS) else "aws.refused"
    return NodeError(message, code=kind, details=details)
