"""Posts a card to Microsoft Teams by a workflow's webhook.

Make the webhook in Teams with the workflow *Post to a channel when a webhook request is received*. The card is made of
title, text (some Markdown), facts and links; or give a whole **Adaptive Card**.

The credential `teams_webhook` holds the `url`. Teams takes at most 28 KB, and says only that it has taken the request: an
unusable card fails later, in the workflow.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json

from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, credential_field
from flow_builder.nodes.credential_fields import credential_fields
from flow_builder.nodes.text import Text, as_text
from flow_builder.nodes.web_api import Problem, Service

_LARGEST = 28 * 1024
_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Link(_Part):
    """A button that opens an address."""

    title: Text = Field(title="Title", min_length=1)
    url: Text = Field(title="URL", pattern=r"^https?://")


class Message(_Part):
    """Title, text, facts and links."""

    kind: Literal["message"]
    text: Text = Field(title="Text", min_length=1)
    title: Text | None = Field(default=None, title="Title")
    facts: dict[str, Any] = Field(default_factory=dict, title="Facts", description="Names and values, as a table.")
    links: list[Link] = Field(default_factory=list, max_length=6, title="Links")


class Card(_Part):
    """A whole Adaptive Card."""

    kind: Literal["card"]
    card: dict[str, Any] = Field(title="Card")


class Config(NodeConfig):
    """What is posted."""

    credential: str = credential_field("teams_webhook", required=True)
    content: Annotated[Message | Card, Field(discriminator="kind")] = Field(title="Content")


class Output(NodeOutput):
    """How it was taken."""

    bytes: int


async def run(config: Config, ctx: Context) -> Output:
    """Posts the card; NodeError `service.*` (see `web_api`), `message.too_large`, `credential.*`."""
    fields = await credential_fields(ctx, config.credential, "teams_webhook", needs=("url",))
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": _card(config.content),
    }
    body = to_json({"type": "message", "attachments": [attachment]})
    if len(body) > _LARGEST:
        raise NodeError(
            f"The card has {len(body):,} bytes; Teams takes at most {_LARGEST:,}.",
            code="message.too_large",
            field="/content",
            details={"bytes": len(body), "max_bytes": _LARGEST},
        )
    service = Service("Teams", ctx, str(fields["url"]), _problem)
    await service.send("POST", "", content=body, headers={"content-type": "application/json"})
    return Output(bytes=len(body))


def _card(content: Message | Card) -> dict[str, Any]:
    if isinstance(content, Card):
        return content.card
    body: list[dict[str, Any]] = []
    if content.title:
        body.append({"type": "TextBlock", "text": content.title, "size": "Large", "weight": "Bolder", "wrap": True})
    body.append({"type": "TextBlock", "text": content.text, "wrap": True})
    if content.facts:
        facts = [{"title": name, "value": as_text(value)} for name, value in content.facts.items()]
        body.append({"type": "FactSet", "facts": facts})
    card: dict[str, Any] = {"$schema": _SCHEMA, "type": "AdaptiveCard", "version": "1.4", "body": body}
    if content.links:
        card["actions"] = [{"type": "Action.OpenUrl", "title": each.title, "url": each.url} for each in content.links]
    return card


def _problem(answer: Any) -> Problem:
    error = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(error, dict):
        return Problem(str(error.get("code") or ""), str(error.get("message") or ""))
    return Problem()


EXAMPLES = (
    Example(
        "Tell a channel",
        {
            "credential": "our-team",
            "content": {
                "kind": "message",
                "title": "Prices",
                "text": "{{ input.count }} prices have changed.",
                "facts": {"Shop": "shop.example.com"},
                "links": [{"title": "Look", "url": "https://shop.example.com/"}],
            },
        },
        input={"count": 3},
        needs="network",
    ),
    Example(
        "Nothing to say",
        {"credential": "our-team", "content": {"kind": "message", "text": ""}},
        error="config.invalid",
    ),
)

NODE = NodeType(
    id="notify.teams",
    title="Post to Teams",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="users",
    dependency=lambda config: f"Teams by {config.credential}",
    examples=EXAMPLES,
)
