"""Sends an e-mail, by an SMTP server or by Amazon SES.

* **Text and HTML**: with HTML alone, a text is derived from it for readers that show none.
* **Addresses** are written `name@example.com` or `Ada Lovelace <ada@example.com>`, one or several.
* **Files** are artifacts. One with an inline id is an image that the HTML shows: `<img src="cid:logo">`.
* **All or nothing**: when a server refuses one recipient, nothing is sent, and the step fails with `email.refused`.
* A message that is sent again by a retry has the same Message-ID, so that receivers can drop it.

The credential decides how it is sent:

* `smtp`: `host`, and optionally `port`, `security` (`starttls`, the default; `tls`; `none`), `username`, `password`,
  `from` (the usual sender) and `ca` (PEM of an authority of your own). The certificate must be for the host's name.
* `aws`: `access_key_id`, `secret_access_key`, `region`, and optionally `session_token`, `from` and `endpoint_url`. Without
  one SES is asked in the flow's own role, where the host makes such roles (see docs/aws.md); `from` is needed here then.
"""

import asyncio
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from flow_builder.errors import NodeError
from flow_builder.nodes.base import AwsGrant, Context, Example, NodeConfig, NodeOutput, NodeType, credential_field
from flow_builder.nodes.credential_fields import aws_fields, credential_fields
from flow_builder.nodes.notify import _aws
from flow_builder.nodes.notify._files import file_of
from flow_builder.nodes.notify._message import addresses, compose
from flow_builder.nodes.notify._smtp import deliver
from flow_builder.nodes.text import Text

_MOST_RECIPIENTS = 50
_LARGEST = 40 * 1024 * 1024
_USUAL = 25 * 1024 * 1024

Addresses = Annotated[str | list[str], Field(max_length=2_000)]

_SES = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Smtp(_Part):
    """An SMTP server."""

    kind: Literal["smtp"]
    credential: str = credential_field("smtp", required=True)


class Ses(_Part):
    """Amazon SES."""

    kind: Literal["ses"]
    credential: str | None = credential_field("aws")
    configuration_set: str | None = Field(default=None, title="Configuration set")


class Attachment(_Part):
    """A file that goes with the message."""

    artifact: Any = Field(title="File", description="An artifact, such as `{{ steps.report.artifact }}`.")
    name: Text | None = Field(default=None, title="File name", description="Empty: the artifact's own.")
    inline: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9._-]{1,100}$",
        title="Inline id",
        description="The HTML shows the image as `cid:<id>`; it is not listed as a file.",
    )


class Config(NodeConfig):
    """Who gets what."""

    via: Annotated[Smtp | Ses, Field(discriminator="kind")] = Field(title="Send by")
    to: Addresses = Field(title="To", description="One address or several.")
    cc: Addresses = Field(default_factory=list, title="Cc")
    bcc: Addresses = Field(default_factory=list, title="Bcc", description="The others do not see these.")
    from_: Text | None = Field(default=None, alias="from", title="From", description="Empty: the credential's `from`.")
    reply_to: Addresses = Field(default_factory=list, title="Reply to")
    subject: Text = Field(default="", max_length=998, title="Subject")
    text: Text | None = Field(default=None, title="Text")
    html: Text | None = Field(default=None, title="HTML")
    attachments: list[Attachment] = Field(default_factory=list, max_length=50, title="Files")
    timeout_s: float = Field(default=60.0, gt=0, le=600, title="Time limit (seconds)")
    max_bytes: int = Field(default=_USUAL, ge=1, le=_LARGEST, title="Largest message (bytes)")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and self.html is None:
            raise ValueError("A message needs a text or HTML.")
        return self


class Output(NodeOutput):
    """What was sent."""

    message_id: str
    """The message's own id, in angle brackets."""
    recipients: list[str]
    bytes: int
    reply: str
    """What the server said, or SES's id of the message."""


async def run(config: Config, ctx: Context) -> Output:
    """Sends the message; NodeError `email.*` (see `_message` and `_smtp`), `aws.*`, `network.*`, `credential.*`."""
    if isinstance(config.via, Smtp):
        credential = await credential_fields(
            ctx, config.via.credential, "smtp", needs=("host",), field="/via/credential"
        )
    else:
        credential = await aws_fields(ctx, config.via.credential, needs=_aws.NEEDS, field="/via/credential")
    message, sender, recipients = await _message(config, credential, ctx)
    data = message.as_bytes()
    if len(data) > config.max_bytes:
        raise NodeError(
            f"The message has {len(data):,} bytes; at most {config.max_bytes:,} are sent.",
            code="email.too_large",
            hint="Send a link to large files instead.",
            details={"bytes": len(data), "max_bytes": config.max_bytes},
        )
    envelope = [each.addr_spec for each in recipients]
    try:
        async with asyncio.timeout(config.timeout_s):
            if isinstance(config.via, Smtp):
                reply = await deliver(ctx.http, credential, sender.addr_spec, envelope, data)
            else:
                reply = await _by_ses(config.via, ctx, credential, sender, envelope, data, config.timeout_s)
    except TimeoutError as error:
        raise NodeError(
            f"The message was not taken within {config.timeout_s:g} s.", code="email.unavailable", retryable=True
        ) from error
    return Output(message_id=str(message["Message-ID"]), recipients=envelope, bytes=len(data), reply=reply)


async def _message(
    config: Config, credential: Mapping[str, Any], ctx: Context
) -> tuple[EmailMessage, Address, list[Address]]:
    sender = addresses(config.from_ or str(credential.get("from") or ""), "/from")
    if len(sender) != 1:
        raise NodeError("The message needs one sender.", code="email.address", field="/from")
    to, cc, bcc = (addresses(getattr(config, name), f"/{name}") for name in ("to", "cc", "bcc"))
    recipients = list({each.addr_spec: each for each in (*to, *cc, *bcc)}.values())
    if not 0 < len(recipients) <= _MOST_RECIPIENTS:
        raise NodeError(
            f"A message has 1 to {_MOST_RECIPIENTS} recipients, not {len(recipients)}.",
            code="email.address",
            field="/to",
            hint="Send to many in a loop.",
        )
    headers = {"From": sender, "To": to, "Cc": cc, "Reply-To": addresses(config.reply_to, "/reply_to")}
    files = [await file_of(ctx, each.artifact, name=each.name, inline=each.inline) for each in config.attachments]
    message = compose(
        headers={**headers, "Subject": config.subject},
        text=config.text,
        html=config.html,
        files=files,
        identity=f"{ctx.run.workspace}/{ctx.idempotency_key}",
    )
    return message, sender[0], recipients


async def _by_ses(
    via: Ses,
    ctx: Context,
    credential: Mapping[str, Any],
    sender: Address,
    recipients: list[str],
    data: bytes,
    timeout_s: float,
) -> str:
    arguments: dict[str, Any] = {
        "FromEmailAddress": sender.addr_spec,
        "Destination": {"BccAddresses": recipients},  # the envelope; the headers of the message are what people see
        "Content": {"Raw": {"Data": data}},
    }
    if via.configuration_set:
        arguments["ConfigurationSetName"] = via.configuration_set
    answer = await _aws.call(ctx, credential, "sesv2", "send_email", arguments, timeout_s)
    return str(answer.get("MessageId", ""))


def _grants(config: Mapping[str, Any]) -> tuple[AwsGrant, ...]:
    via, sender = config.get("via"), config.get("from")
    if not isinstance(via, Mapping) or via.get("kind") != "ses":
        return ()
    actions = ("ses:SendEmail", "ses:SendRawEmail")
    if not isinstance(sender, str) or "@" not in sender or "{{" in sender:
        return (AwsGrant(actions, (f"{_SES}:identity/*", f"{_SES}:configuration-set/*")),)
    address = parseaddr(sender)[1]
    identities = (f"{_SES}:identity/{name}" for name in (address, address.partition("@")[2]))
    chosen = via.get("configuration_set")
    literal = chosen if isinstance(chosen, str) and "{{" not in chosen else "*"
    return (AwsGrant(actions, (*identities, *((f"{_SES}:configuration-set/{literal}",) if chosen else ()))),)


EXAMPLES = (
    Example(
        "A report with its file",
        {
            "via": {"kind": "smtp", "credential": "mail"},
            "to": ["Ada Lovelace <ada@example.com>"],
            "subject": "Prices of {{ input.day }}",
            "html": "<h1>Prices</h1><p>See the file.</p>",
            "attachments": [{"artifact": "{{ steps.report.artifact }}"}],
        },
        input={"day": "Monday"},
        needs="network",
    ),
    Example(
        "A credential that is not there",
        {"via": {"kind": "smtp", "credential": "nobody"}, "to": "ada@example.com", "text": "Hello"},
        error="credential.missing",
    ),
)

NODE = NodeType(
    id="notify.email",
    title="Send e-mail",
    config=Config,
    output=Output,
    run=run,
    credits=3,
    side_effect=True,
    icon="mail",
    dependency=lambda config: f"mail by {config.via.credential}",
    aws=_grants,
    examples=EXAMPLES,
)
