"""Posts to Slack, by an incoming webhook or as a bot.

A webhook posts to the channel it was made for. A bot posts to any channel it is a member of, may answer in a thread, and
may add a file. `text` may use Slack's Markdown; with **blocks** it is what notifications show.

Credentials:

* `slack_webhook`: `url`, as Slack shows it (`https://hooks.slack.com/services/…`).
* `slack`: `token` of a bot (`xoxb-…`) with the scopes `chat:write`, and `files:write` for files.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, credential_field
from flow_builder.nodes.credential_fields import credential_fields
from flow_builder.nodes.notify._files import file_of
from flow_builder.nodes.text import Text
from flow_builder.nodes.web_api import Problem, Service, base_url

_LARGEST_FILE = 100 * 1024 * 1024
_UNAUTHORIZED, _BUSY, _BROKEN, _REFUSED = 401, 429, 503, 400
_STATUSES = {
    **dict.fromkeys(
        ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "invalid_token"),
        _UNAUTHORIZED,
    ),
    **dict.fromkeys(("ratelimited", "rate_limited", "message_limit_exceeded"), _BUSY),
    **dict.fromkeys(("internal_error", "fatal_error", "service_unavailable", "request_timeout"), _BROKEN),
}
"""Slack's own error -> the status it means: its methods answer 200 to nearly everything."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Webhook(_Part):
    """An incoming webhook."""

    kind: Literal["webhook"]
    credential: str = credential_field("slack_webhook", required=True)


class Bot(_Part):
    """A bot."""

    kind: Literal["bot"]
    credential: str = credential_field("slack", required=True)
    channel: Text = Field(
        title="Channel", min_length=1, description="Its id (`C…`); a name such as `#alerts` without a file."
    )
    thread: Text | None = Field(default=None, title="Thread", description="`ts` of the message to answer.")
    file: Any = Field(default=None, title="File", description="An artifact, such as `{{ steps.report.artifact }}`.")


class Config(NodeConfig):
    """What is posted where."""

    via: Annotated[Webhook | Bot, Field(discriminator="kind")] = Field(title="Post as")
    text: Text = Field(default="", max_length=40_000, title="Text")
    blocks: list[dict[str, Any]] = Field(default_factory=list, max_length=50, title="Blocks", description="Block Kit.")
    unfurl: bool = Field(default=True, title="Show previews of links")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.text and not self.blocks and not (isinstance(self.via, Bot) and self.via.file is not None):
            raise ValueError("A message needs a text or blocks.")
        return self


class Output(NodeOutput):
    """What was posted; a webhook does not say more than that it was."""

    channel: str | None = None
    ts: str | None = None
    """The message's id in its channel, to answer it in a thread."""
    file: str | None = None
    """Id of the file."""


async def run(config: Config, ctx: Context) -> Output:
    """Posts the message; NodeError `service.*` (see `web_api`), `message.too_large`, `credential.*`."""
    if isinstance(config.via, Webhook):
        fields = await credential_fields(
            ctx, config.via.credential, "slack_webhook", needs=("url",), field="/via/credential"
        )
        await Service("Slack", ctx, str(fields["url"]), _problem).call("POST", "", body=_message(config))
        return Output()
    fields = await credential_fields(ctx, config.via.credential, "slack", needs=("token",), field="/via/credential")
    return await _as_bot(config, config.via, fields, ctx)


async def _as_bot(config: Config, via: Bot, fields: Mapping[str, Any], ctx: Context) -> Output:
    headers = {"authorization": f"Bearer {fields['token']}"}
    service = Service("Slack", ctx, base_url(fields, "https://slack.com/api"), _problem, headers)
    if via.file is not None:
        return await _with_file(config, via, service)
    thread = {"thread_ts": via.thread} if via.thread else {}
    answer = _accepted(
        service,
        await service.call("POST", "/chat.postMessage", body={"channel": via.channel, **thread, **_message(config)}),
    )
    return Output(channel=answer.get("channel"), ts=answer.get("ts"))


async def _with_file(config: Config, via: Bot, service: Service) -> Output:
    """Uploads in the three steps that Slack wants; the text becomes the file's comment."""
    file = await file_of(service.ctx, via.file, most=_LARGEST_FILE)
    place = _accepted(
        service,
        await service.send(
            "POST", "/files.getUploadURLExternal", data={"filename": file.name, "length": str(len(file.data))}
        ),
    )
    # The address is a secret of its own, and the token has no business there.
    await Service("Slack", service.ctx, str(place.get("upload_url")), _problem, timeout_s=300).send(
        "POST", "", content=file.data, headers={"content-type": file.content_type}
    )
    body: dict[str, Any] = {"files": [{"id": place.get("file_id"), "title": file.name}], "channel_id": via.channel}
    said = {"thread_ts": via.thread, "initial_comment": config.text, "blocks": config.blocks}
    body |= {name: value for name, value in said.items() if value}
    _accepted(service, await service.call("POST", "/files.completeUploadExternal", body=body))
    return Output(channel=via.channel, file=place.get("file_id"))


def _message(config: Config) -> dict[str, Any]:
    message: dict[str, Any] = {"text": config.text} if config.text else {}
    if config.blocks:
        message["blocks"] = config.blocks
    if not config.unfurl:
        message |= {"unfurl_links": False, "unfurl_media": False}
    return message


def _accepted(service: Service, answer: Any) -> dict[str, Any]:
    if not isinstance(answer, dict):
        raise service.bad_answer()
    if answer.get("ok") is not True:
        raise service.error(_REFUSED, _problem(answer))
    return answer


def _problem(answer: Any) -> Problem:
    """Reads `{"ok": false, "error": …}` of a method, or the one word that a webhook answers."""
    if isinstance(answer, str):
        return Problem(answer.strip(), status=_STATUSES.get(answer.strip()))
    error = str(answer.get("error") or "") if isinstance(answer, dict) else ""
    more = answer.get("response_metadata", {}).get("messages", []) if isinstance(answer, dict) else []
    return Problem(error, " ".join([error, *map(str, more)]), status=_STATUSES.get(error))


EXAMPLES = (
    Example(
        "Tell a channel",
        {
            "via": {"kind": "bot", "credential": "our-bot", "channel": "#alerts"},
            "text": "*{{ input.site }}* is down.",
        },
        input={"site": "shop.example.com"},
        needs="network",
    ),
    Example(
        "Nothing to say",
        {"via": {"kind": "webhook", "credential": "alerts-hook"}},
        error="config.invalid",
    ),
)

NODE = NodeType(
    id="notify.slack",
    title="Post to Slack",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="slack",
    dependency=lambda config: f"Slack by {config.via.credential}",
    examples=EXAMPLES,
)
