"""Sends a Telegram message as a bot: a text, a photo or a file.

The chat is a number, or `@name` of a public channel; the bot must be a member, or the person must have written to it
first. The credential `telegram` holds the bot's `token`, as BotFather gives it, and optionally `base_url` of your own Bot
API server.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, credential_field
from flow_builder.nodes.credential_fields import credential_fields, unfit
from flow_builder.nodes.notify._files import file_of
from flow_builder.nodes.text import Text
from flow_builder.nodes.web_api import Problem, Service, base_url

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_LARGEST_PHOTO = 10 * 1024 * 1024
_LARGEST_FILE = 50 * 1024 * 1024
_UNAUTHORIZED, _NOT_FOUND = 401, 404


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Message(_Part):
    """A text."""

    kind: Literal["text"]
    text: Text = Field(title="Text", min_length=1, max_length=4_096)
    previews: bool = Field(default=True, title="Show previews of links")


class _File(_Part):
    file: Any = Field(title="File", description="An artifact, such as `{{ steps.shot.artifact }}`.")
    caption: Text | None = Field(default=None, max_length=1_024, title="Caption")


class Photo(_File):
    """A picture, which Telegram makes smaller."""

    kind: Literal["photo"]


class Document(_File):
    """A file as it is."""

    kind: Literal["document"]


class Config(NodeConfig):
    """Who gets what."""

    credential: str = credential_field("telegram", required=True)
    chat: Text = Field(title="Chat", pattern=r"^(-?[0-9]+|@[A-Za-z0-9_]+)$", description="A number, or `@name`.")
    content: Annotated[Message | Photo | Document, Field(discriminator="kind")] = Field(title="Content")
    format: Literal["plain", "HTML", "MarkdownV2"] = Field(default="plain", title="Text is")
    silent: bool = Field(default=False, title="Without a sound")
    topic: int | None = Field(default=None, ge=1, title="Topic", description="Id of a group's topic.")


class Output(NodeOutput):
    """What was sent."""

    message_id: int
    chat: int | None = None


async def run(config: Config, ctx: Context) -> Output:
    """Sends the message; NodeError `service.*` (see `web_api`), `message.too_large`, `credential.*`."""
    fields = await credential_fields(ctx, config.credential, "telegram", needs=("token",))
    token = str(fields["token"]).strip()
    if not _TOKEN.fullmatch(token):  # it becomes part of an address
        raise unfit("The credential's `token` is not that of a Telegram bot.")
    base = f"{base_url(fields, 'https://api.telegram.org')}/bot{token}"
    service = Service("Telegram", ctx, base, _problem, timeout_s=120)
    answer = await _send(config, service)
    result = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(result, dict) or "message_id" not in result:
        raise service.bad_answer()
    return Output(message_id=result["message_id"], chat=result.get("chat", {}).get("id"))


async def _send(config: Config, service: Service) -> Any:
    content = config.content
    body: dict[str, Any] = {"chat_id": config.chat}
    if config.format != "plain":
        body["parse_mode"] = config.format
    if config.silent:
        body["disable_notification"] = True
    if config.topic:
        body["message_thread_id"] = config.topic
    if isinstance(content, Message):
        preview = {} if content.previews else {"link_preview_options": {"is_disabled": True}}
        return await service.call("POST", "/sendMessage", body={**body, "text": content.text, **preview})
    most = _LARGEST_PHOTO if isinstance(content, Photo) else _LARGEST_FILE
    file = await file_of(service.ctx, content.file, most=most)
    if content.caption:
        body["caption"] = content.caption
    form = {name: "true" if value is True else str(value) for name, value in body.items()}
    files = {content.kind: (file.name, file.data, file.content_type)}
    return await service.send("POST", f"/send{content.kind.capitalize()}", data=form, files=files)


def _problem(answer: Any) -> Problem:
    if not isinstance(answer, dict):
        return Problem()
    wait = (answer.get("parameters") or {}).get("retry_after")
    code = answer.get("error_code")
    return Problem(
        reason=str(code or ""),
        message=str(answer.get("description") or ""),
        wait_s=float(wait) if isinstance(wait, int | float) else None,
        status=_UNAUTHORIZED if code == _NOT_FOUND else None,  # for Telegram, an unknown bot is not found
    )


EXAMPLES = (
    Example(
        "Tell a group",
        {
            "credential": "our-bot",
            "chat": "-1001234567890",
            "content": {"kind": "text", "text": "{{ input.site }} is down."},
        },
        input={"site": "shop.example.com"},
        needs="network",
    ),
    Example(
        "A chat that is none",
        {"credential": "our-bot", "chat": "t.me/somebody", "content": {"kind": "text", "text": "Hello"}},
        error="config.invalid",
    ),
)

NODE = NodeType(
    id="notify.telegram",
    title="Send by Telegram",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="send-horizontal",
    dependency=lambda config: f"Telegram by {config.credential}",
    examples=EXAMPLES,
)
