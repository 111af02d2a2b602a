"""Sends a text message to a phone, by Twilio or by Amazon SNS.

Numbers are written in the international form, `+4915112345678`. A message longer than 160 characters (70 when it holds
characters that phones do not have) is sent, and paid for, in parts. That the service has taken the message does not
mean that the phone got it.

Credentials:

* `twilio`: `account_sid`, `auth_token` (or an API key's `key_sid` and `key_secret`), and `from` (a number or sender name)
  or `messaging_service_sid`.
* `aws`: `access_key_id`, `secret_access_key`, `region`, and optionally `session_token` and `endpoint_url`. Without one SNS is
  asked in the flow's own role, where the host makes such roles (see docs/aws.md).
"""

import base64
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.nodes.base import AwsGrant, Context, Example, NodeConfig, NodeOutput, NodeType, credential_field
from flow_builder.nodes.credential_fields import aws_fields, credential_fields, unfit
from flow_builder.nodes.notify import _aws
from flow_builder.nodes.text import Text
from flow_builder.nodes.web_api import Problem, Service, base_url, part

_LONGEST = 1_600
_TIMEOUT_S = 30.0
_FAILED = frozenset({"failed", "undelivered", "canceled"})


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Twilio(_Part):
    """Twilio."""

    kind: Literal["twilio"]
    credential: str = credential_field("twilio", required=True)
    from_: Text | None = Field(default=None, alias="from", title="From", description="Empty: the credential's.")


class Sns(_Part):
    """Amazon SNS."""

    kind: Literal["sns"]
    credential: str | None = credential_field("aws")
    sender: str | None = Field(
        default=None, pattern=r"^[A-Za-z0-9-]{1,11}$", title="Sender name", description="Where countries allow one."
    )
    promotional: bool = Field(default=False, title="Promotional", description="Cheaper, and not for one-time codes.")


class Config(NodeConfig):
    """Who gets what."""

    via: Annotated[Twilio | Sns, Field(discriminator="kind")] = Field(title="Send by")
    to: str = Field(
        title="To",
        pattern=r"^\+[1-9][0-9]{6,14}$",
        description="In the international form.",
        examples=["+4915112345678"],
    )
    text: Text = Field(title="Text", min_length=1, max_length=_LONGEST)


class Output(NodeOutput):
    """How it was taken."""

    id: str
    """The service's id of the message."""
    status: str
    parts: int | None = None
    """Messages that it was split into, where the service says so."""


async def run(config: Config, ctx: Context) -> Output:
    """Sends the message; NodeError `service.*` (see `web_api`), `aws.*` (see `_aws`), `credential.*`."""
    if isinstance(config.via, Twilio):
        return await _by_twilio(config, config.via, ctx)
    return await _by_sns(config, config.via, ctx)


async def _by_twilio(config: Config, via: Twilio, ctx: Context) -> Output:
    fields = await credential_fields(ctx, via.credential, "twilio", needs=("account_sid",), field="/via/credential")
    user, password = _login(fields)
    login = base64.b64encode(f"{user}:{password}".encode()).decode()
    ctx.redact(login)
    base = base_url(fields, "https://api.twilio.com")
    service = Service("Twilio", ctx, base, _problem, {"authorization": f"Basic {login}"}, _TIMEOUT_S)
    form = {"To": config.to, "Body": config.text, **_sender(via, fields)}
    answer = await service.send(
        "POST", f"/2010-04-01/Accounts/{part(str(fields['account_sid']))}/Messages.json", data=form
    )
    if not isinstance(answer, dict) or "sid" not in answer:
        raise service.bad_answer()
    if answer.get("status") in _FAILED:
        said = Problem(str(answer.get("error_code") or ""), answer.get("error_message") or str(answer["status"]))
        raise service.error(400, said)
    return Output(id=answer["sid"], status=str(answer.get("status")), parts=int(answer.get("num_segments") or 1))


def _login(fields: Mapping[str, Any]) -> tuple[str, str]:
    if fields.get("key_sid") and fields.get("key_secret"):
        return str(fields["key_sid"]), str(fields["key_secret"])
    if not fields.get("auth_token"):
        raise unfit("The credential lacks the field 'auth_token'.", "/via/credential")
    return str(fields["account_sid"]), str(fields["auth_token"])


def _sender(via: Twilio, fields: Mapping[str, Any]) -> dict[str, str]:
    if via.from_:
        return {"From": via.from_}
    for name, parameter in (("messaging_service_sid", "MessagingServiceSid"), ("from", "From")):
        if fields.get(name):
            return {parameter: str(fields[name])}
    raise unfit("The message has no sender: set `from` here or in the credential.", "/via/from")


def _problem(answer: Any) -> Problem:
    if not isinstance(answer, dict):
        return Problem()
    return Problem(str(answer.get("code") or ""), str(answer.get("message") or ""))


async def _by_sns(config: Config, via: Sns, ctx: Context) -> Output:
    fields = await aws_fields(ctx, via.credential, needs=_aws.NEEDS, field="/via/credential")
    attributes = {"AWS.SNS.SMS.SMSType": "Promotional" if via.promotional else "Transactional"}
    if via.sender:
        attributes["AWS.SNS.SMS.SenderID"] = via.sender
    arguments = {
        "PhoneNumber": config.to,
        "Message": config.text,
        "MessageAttributes": {name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()},
    }
    answer = await _aws.call(ctx, fields, "sns", "publish", arguments, _TIMEOUT_S)
    return Output(id=str(answer.get("MessageId", "")), status="accepted")


def _grants(config: Mapping[str, Any]) -> tuple[AwsGrant, ...]:
    # Phone numbers have no ARN.
    via = config.get("via")
    return (AwsGrant(("sns:Publish",)),) if isinstance(via, Mapping) and via.get("kind") == "sns" else ()


EXAMPLES = (
    Example(
        "Tell who is on duty",
        {
            "via": {"kind": "twilio", "credential": "phone"},
            "to": "{{ input.duty }}",
            "text": "{{ input.site }} is down.",
        },
        input={"duty": "+4915112345678", "site": "shop.example.com"},
        needs="network",
    ),
    Example(
        "A number that is not international",
        {"via": {"kind": "sns", "credential": "cloud"}, "to": "0151 1234567", "text": "Hello"},
        error="config.invalid",
    ),
)

NODE = NodeType(
    id="notify.sms",
    title="Send text message",
    config=Config,
    output=Output,
    run=run,
    credits=2,
    side_effect=True,
    icon="smartphone",
    dependency=lambda config: f"text messages by {config.via.credential}",
    aws=_grants,
    examples=EXAMPLES,
)
