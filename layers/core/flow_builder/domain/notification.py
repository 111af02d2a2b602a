"""Notifications: what somebody should know about, and the channels that carry it outside the product."""

from hashlib import sha256
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

Kind: TypeAlias = Literal[
    "run_failed",
    "run_recovered",
    "schedule_disabled",
    "approval_requested",
    "dead_letter",
    "credits_low",
    "credential_failed",
    "credential_due",
    "mention",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

FOLD_MS = 3_600_000
"""Failures of one flow that follow the first one within this time are counted, and told once."""
KEPT_S = 90 * 86_400
"""How long a notification is kept after it was last told."""
MAX_CHANNELS = 50
"""Channels of a workspace."""


class Notice(BaseModel):
    """What is to be told: `key` names the event, so that hearing of it again tells nothing new."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    kind: Kind
    key: str
    at: int
    """When it happened, in milliseconds since the epoch."""
    title: str
    text: str = ""
    flow: str | None = None
    flow_name: str | None = None
    run: str | None = None
    schedule: str | None = None
    error: dict[str, Any] | None = None

    def id_in(self, workspace: str) -> str:
        """Returns the notification's id, the same whenever and wherever the event is told."""
        named = f"{workspace}#{self.kind}#{self.key}"
        return f"note_{sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


class Notification(BaseModel):
    """A notification as stored and shown; times are milliseconds since the epoch."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    id: str
    workspace: str
    kind: Kind
    title: str = Field(examples=["Prices failed"])
    text: str = ""
    flow: str | None = None
    flow_name: str | None = None
    run: str | None = Field(default=None, description="The run it is about; of several, the last.")
    schedule: str | None = None
    error: dict[str, Any] | None = None
    count: int = Field(default=1, description="How many failures of the flow are told by this one.")
    created_at: int
    updated_at: int
    """When it happened last."""
    read: bool = False

    def again(self, notice: Notice) -> "Notification":
        """Returns the notification after one more event of its kind; it is unread again."""
        latest = notice.at >= self.updated_at
        changes = {"title": notice.title, "text": notice.text, "run": notice.run, "error": notice.error}
        update = {"count": self.count + 1, "updated_at": max(self.updated_at, notice.at), "read": False}
        return self.model_copy(update={**update, **(changes if latest else {})})


def first(workspace: str, notice: Notice) -> Notification:
    """Returns the notification that tells of an event."""
    facts = notice.model_dump(exclude={"key", "at"})
    return Notification(
        id=notice.id_in(workspace), workspace=workspace, created_at=notice.at, updated_at=notice.at, **facts
    )


class FlowState(BaseModel):
    """What has to be known of a flow to tell of its failures and its recovery."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    failing: bool = False
    failed_at: int = 0
    recovered_at: int = 0
    open: str | None = None
    """Notification that counts the failures since `opened_at`."""
    opened_at: int = 0

    def failed(self, at: int) -> "FlowState":
        """Returns the state after a run that failed; one that ended before the recovery changes nothing."""
        failing = self.failing or at > self.recovered_at
        return self.model_copy(update={"failing": failing, "failed_at": max(self.failed_at, at)})

    def folds(self, at: int) -> bool:
        """Tells whether a failure belongs to the notification that is open."""
        return self.open is not None and abs(at - self.opened_at) < FOLD_MS

    def recovers(self, at: int) -> bool:
        """Tells whether a success at a time is the first one after a failure."""
        return self.failing and at > self.failed_at

    def recovered(self, at: int) -> "FlowState":
        """Returns the state after the first success; the next failure is counted as before, but goes out anew."""
        return self.model_copy(update={"failing": False, "recovered_at": at})


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Email(_Part):
    """Mail by an SMTP server."""

    kind: Literal["email"]
    credential: str = Field(min_length=1, max_length=200, description="Id or name of a credential of type `smtp`.")
    to: tuple[Annotated[str, Field(min_length=3, max_length=320)], ...] = Field(min_length=1, max_length=50)


class Slack(_Part):
    """A Slack channel, by an incoming webhook."""

    kind: Literal["slack"]
    credential: str = Field(
        min_length=1, max_length=200, description="Id or name of a credential of type `slack_webhook`."
    )


class Webhook(_Part):
    """Another system's address; with a credential each request is signed as those of `notify.webhook_out`."""

    kind: Literal["webhook"]
    url: str = Field(
        min_length=1, max_length=8_192, pattern=r"^https?://", examples=["https://ops.example.com/notices"]
    )
    credential: str | None = Field(default=None, max_length=200, description="Id or name of one of type `hmac`.")


class ChannelSpec(_Part):
    """What can be set of a channel."""

    model_config = ConfigDict(defer_build=False)  # FastAPI asks for bodies that are built

    name: str = Field(min_length=1, max_length=200, examples=["On call"])
    via: Annotated[Email | Slack | Webhook, Field(discriminator="kind")]
    kinds: tuple[Kind, ...] = Field(default=KINDS, min_length=1, description="What it carries.")
    muted_flows: tuple[Annotated[str, Field(max_length=200)], ...] = Field(
        default=(), max_length=1_000, description="Flows that it says nothing about."
    )
    paused: bool = False

    @model_validator(mode="after")
    def _once(self) -> "ChannelSpec":
        if len(set(self.kinds)) < len(self.kinds):
            raise ValueError("a kind is named twice")
        return self

    def carries(self, notification: Notification) -> bool:
        """Tells whether a notification goes out over this channel."""
        return not self.paused and notification.kind in self.kinds and notification.flow not in self.muted_flows


class LastDelivery(_Part):
    """How a channel's last delivery went."""

    at: int
    status: Literal["delivered", "retrying", "failed"]
    notification: str | None = Field(default=None, description="Null for a test.")
    attempts: int = 1
    code: str | None = None
    message: str | None = None
    hint: str | None = None


class Channel(ChannelSpec):
    """A channel as stored and shown."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    id: str
    workspace: str
    created_at: int
    updated_at: int
    last: LastDelivery | None = None


class Delivery(BaseModel):
    """A notification on its way over a channel."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    workspace: str
    channel: str
    notification: str
    count: int
    """Of the notification when it was sent off; it may go out again after a recovery."""
    due_at: int
    claimed: bool = False
    attempts: int = 0
    rev: int = 1

    @property
    def key(self) -> str:
        """The same over all attempts, so that a receiver can drop what it has already."""
        return f"{self.notification}.{self.count}.{self.channel}"
