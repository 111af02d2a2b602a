"""Sends a notification over a channel, with the nodes that send for flows: the same guard, credentials and errors."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from flow_builder.domain.ids import now
from flow_builder.domain.notification import Channel, Email, Notification, Slack, Webhook
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, RunInfo
from flow_builder.services.app import App
from flow_builder.services.audit import record_use

if TYPE_CHECKING:
    import httpx

_LONGEST_S = 30.0


@dataclass(frozen=True, slots=True)
class _Errand:
    """What the sending nodes ask of a step's context, without a run around it."""

    app: App
    run: RunInfo
    idempotency_key: str

    @property
    def http(self) -> "httpx.AsyncClient":
        return self.app.http()

    async def credential(self, reference: str, refused: str | None = None) -> dict[str, Any]:  # noqa: ARG002 - no tokens here
        found = await self.app.stores.credentials.resolve(self.run.workspace, reference)
        await record_use(
            self.app.stores, self.run.workspace, reference, "host", "notifications", {"delivery": self.idempotency_key}
        )
        return found


async def send(app: App, channel: Channel, notification: Notification, key: str, *, test: bool = False) -> None:
    """Sends a notification; `key` is the same over all attempts, so that its receiver can drop what it has already.

    Raises what the nodes do (`email.*`, `service.*`, `http.*`, `network.*`), NotFound for a credential that is not
    there, NodeError `channel.timeout`.
    """
    info = RunInfo(
        id=notification.run or "",
        workspace=channel.workspace,
        flow=notification.flow or "",
        flow_name=notification.flow_name or "",
        started_at=now(),
    )
    context = cast("Context", _Errand(app, info, key))
    try:
        async with asyncio.timeout(_LONGEST_S):
            match channel.via:
                case Email():
                    await _by_mail(channel.via, notification, context)
                case Slack():
                    await _by_slack(channel.via, notification, context)
                case Webhook():
                    await _by_webhook(channel.via, notification, context, test=test)
    except TimeoutError as error:
        raise NodeError(f"It was not taken within {_LONGEST_S:g} s.", code="channel.timeout", retryable=True) from error


async def _by_mail(via: Email, notification: Notification, context: Context) -> None:
    from flow_builder.nodes.notify import email

    lines = [notification.title, "", *_lines(notification, _as_it_is)]
    config = email.Config(
        via=email.Smtp(kind="smtp", credential=via.credential),
        to=list(via.to),
        subject=notification.title,
        text="\n".join(lines),
    )
    await email.run(config, context)


async def _by_slack(via: Slack, notification: Notification, context: Context) -> None:
    from flow_builder.nodes.notify import slack

    lines = [f"*{_escaped(notification.title)}*", *_lines(notification, _escaped)]
    config = slack.Config(
        via=slack.Webhook(kind="webhook", credential=via.credential), text="\n".join(lines), unfurl=False
    )
    await slack.run(config, context)


async def _by_webhook(via: Webhook, notification: Notification, context: Context, *, test: bool) -> None:
    from flow_builder.nodes.notify import webhook_out

    payload = {**notification.model_dump(mode="json", exclude={"read"}), "test": test}
    config = webhook_out.Config(url=via.url, payload=payload, credential=via.credential)
    await webhook_out.run(config, context)


def _lines(notification: Notification, written: Callable[[str], str]) -> list[str]:
    """Returns what a message says below its title."""
    lines = [written(notification.text)] if notification.text else []
    if notification.count > 1:
        lines.append(f"It is failure {notification.count} since this began.")
    facts = {"Flow": notification.flow_name, "Run": notification.run, "Schedule": notification.schedule}
    facts["Code"] = (notification.error or {}).get("code")
    return lines + [f"{name}: {written(str(value))}" for name, value in facts.items() if value]


def _as_it_is(text: str) -> str:
    return text


def _escaped(text: str) -> str:
    """Returns a text in which Slack finds no links and nobody to call, such as `<!channel>`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
