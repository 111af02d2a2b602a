"""Posts to a Discord channel by a webhook.

Text in Discord's Markdown, up to ten embeds and ten files. Mentions such as `@everyone` in the text ring nobody's phone
unless they are allowed, so that what a flow has read from outside cannot do that.

The credential `discord_webhook` holds the `url`, as Discord shows it (`https://discord.com/api/webhooks/…`).
"""

import json
from typing import Any, Self

from pydantic import Field, model_validator

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, credential_field
from flow_builder.nodes.credential_fields import credential_fields
from flow_builder.nodes.notify._files import file_of
from flow_builder.nodes.text import Text
from flow_builder.nodes.web_api import Problem, Service

_LARGEST_FILE = 10 * 1024 * 1024


class Config(NodeConfig):
    """What is posted."""

    credential: str = credential_field("discord_webhook", required=True)
    text: Text = Field(default="", max_length=2_000, title="Text")
    embeds: list[dict[str, Any]] = Field(default_factory=list, max_length=10, title="Embeds")
    files: list[Any] = Field(default_factory=list, max_length=10, title="Files", description="Artifacts.")
    username: Text | None = Field(default=None, max_length=80, title="Name", description="Empty: the webhook's own.")
    avatar_url: Text | None = Field(default=None, title="Picture (URL)")
    thread: Text | None = Field(default=None, title="Thread", description="Id of the thread to post in.")
    mentions: bool = Field(default=False, title="Allow mentions")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.text or self.embeds or self.files):
            raise ValueError("A message needs a text, an embed or a file.")
        return self


class Output(NodeOutput):
    """What was posted."""

    id: str
    channel: str | None = None


async def run(config: Config, ctx: Context) -> Output:
    """Posts the message; NodeError `service.*` (see `web_api`), `message.too_large`, `credential.*`."""
    fields = await credential_fields(ctx, config.credential, "discord_webhook", needs=("url",))
    service = Service("Discord", ctx, str(fields["url"]).rstrip("/"), _problem, timeout_s=60)
    query = {"wait": "true"} | ({"thread_id": config.thread} if config.thread else {})
    if config.files:
        files = [await file_of(ctx, each, most=_LARGEST_FILE) for each in config.files]
        answer = await service.send(
            "POST",
            "",
            query=query,
            data={"payload_json": json.dumps(_message(config))},
            files=[(f"files[{at}]", (each.name, each.data, each.content_type)) for at, each in enumerate(files)],
        )
    else:
        answer = await service.call("POST", "", query=query, body=_message(config))
    if not isinstance(answer, dict) or "id" not in answer:
        raise service.bad_answer()
    return Output(id=str(answer["id"]), channel=answer.get("channel_id"))


def _message(config: Config) -> dict[str, Any]:
    message: dict[str, Any] = {"content": config.text, "embeds": config.embeds}
    message |= {"username": config.username, "avatar_url": config.avatar_url}
    if not config.mentions:
        message["allowed_mentions"] = {"parse": []}
    return {name: value for name, value in message.items() if value}


def _problem(answer: Any) -> Problem:
    if not isinstance(answer, dict):
        return Problem()
    wait = answer.get("retry_after")
    wait_s = float(wait) if isinstance(wait, int | float) else None
    return Problem(str(answer.get("code") or ""), str(answer.get("message") or ""), wait_s)


EXAMPLES = (
    Example(
        "Tell a channel",
        {"credential": "our-channel", "text": "**{{ input.site }}** is down."},
        input={"site": "shop.example.com"},
        needs="network",
    ),
    Example("Nothing to say", {"credential": "our-channel"}, error="config.invalid"),
)

NODE = NodeType(
    id="notify.discord",
    title="Post to Discord",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="gamepad-2",
    dependency=lambda config: f"Discord by {config.credential}",
    examples=EXAMPLES,
)
