"""Credits: entries of the ledger, what is held for runs, budgets, and whose fault a failure is.

Of a workspace, the balance is the sum of its entries, always: whatever changes the balance writes the entry that says
why in the same transaction. Amounts are whole credits, negative when they leave the balance.

    opening   what a workspace begins with        reserve  leaves the balance when a run starts or needs more
    grant     given, such as for signing up       settle   what a run did not use comes back at its end
    purchase  a pack that was paid for            refund   what failed because of the platform comes back
    reversal  goes, or comes again, with the money of a purchase; what was spent by then is owed, and paid of what comes in
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

EntryKind: TypeAlias = Literal["opening", "grant", "purchase", "reserve", "settle", "refund", "reversal"]

MOST_CREDITS = 10**12
"""No amount and no budget is larger."""
NO_LIMIT = 10**15
"""What is left of a month without a budget, before anything is used."""

BUDGET_PERCENTS = (80, 100)
"""How much of a month's budget is used when its workspace is told."""


class Entry(BaseModel):
    """One line of the ledger, never changed; `id` is made of what happened, so that it can happen only once."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    id: str
    workspace: str
    kind: EntryKind
    amount: int
    at: int
    """Milliseconds since the epoch."""
    run: str | None = None
    flow: str | None = None
    flow_name: str | None = None
    charged: int | None = None
    """Of a settlement: the price of the steps that were executed."""
    note: str = ""


class Account(BaseModel):
    """What a workspace has."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    balance: int = 0
    reserved: int = 0
    """Held for runs that have not been settled; not part of the balance."""
    owed: int = 0
    """Credits of purchases whose money went back that were spent by then."""
    filled: int = 0
    """How often credits were added; a threshold is told of once until they are added again."""
    told: dict[str, int] = Field(default_factory=dict)
    """Threshold -> `filled` when it was told of."""


class Hold(BaseModel):
    """What is reserved for one run that has not been settled."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    workspace: str
    run: str
    flow: str
    flow_name: str
    month: str
    """Whose budget it counts for: `2026-11`."""
    reserved: int
    extensions: int = 0
    """How often more was reserved while it was executed."""
    rev: int = 1


class Budget(BaseModel):
    """What may be spent, of a workspace or of one flow; nothing is said means no limit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run: Annotated[int, Field(ge=1, le=MOST_CREDITS)] | None = Field(
        default=None, description="Credits that one run may use."
    )
    month: Annotated[int, Field(ge=0, le=MOST_CREDITS)] | None = Field(
        default=None, description="Credits that all runs of a calendar month (UTC) may use together."
    )
    low: tuple[Annotated[int, Field(ge=0, le=MOST_CREDITS)], ...] = Field(
        default=(50, 10), max_length=5, description="Balances at which the workspace is told that credits run low."
    )


class Month(BaseModel):
    """What the runs of a month use, of a workspace or of one flow, reservations included."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    month: str
    used: int = 0
    left: int = NO_LIMIT
    """Of the budget; below 0 when the budget was lowered meanwhile."""
    told: int = 0
    """The highest percentage of the budget that was told of."""

    @property
    def budget(self) -> int | None:
        """The budget, None when there is none."""
        total = self.used + self.left
        return None if total >= NO_LIMIT // 2 else total


def month_of(at: int) -> str:
    """Returns the month (UTC) of a time: `2026-11`."""
    return datetime.fromtimestamp(at / 1_000, UTC).strftime("%Y-%m")


_PLATFORM = frozenset(
    {"engine.failed", "node.crashed", "browser.worker_lost", "browser.worker_start", "browser.no_lane"}
    | {"browser.lane_closed", "browser.crashed", "browser.missing", "browser.start_failed", "region.misplaced"}
    | {"region.not_found", "internal"}
)
_PLATFORM_FAMILIES = ("store.", "vault.", "host.")
_PLATFORM_ENDS = frozenset({"engine.failed", "internal"})


def is_platform_failure(error: dict[str, Any] | None) -> bool:
    """Tells whether a step failed because of the platform: its price is given back.

    That is: the engine or a node broke, a browser worker was lost for good, the host or its store could not do its work.
    """
    code = str((error or {}).get("code", ""))
    return code in _PLATFORM or code.startswith(_PLATFORM_FAMILIES)


def is_platform_end(error: dict[str, Any] | None) -> bool:
    """Tells whether a run as a whole was ended by the platform: everything it was charged is given back.

    Not when a step crashed: a flow made to crash at its end would then be free.
    """
    code = str((error or {}).get("code", ""))
    return code in _PLATFORM_ENDS or code.startswith(_PLATFORM_FAMILIES)
