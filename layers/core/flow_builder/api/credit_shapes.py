"""Shapes of answers about credits, for the documentation and the checks of the API."""

from pydantic import BaseModel, Field

from flow_builder.domain.credits import Budget
from flow_builder.domain.flow import FlowVersion


class MonthView(BaseModel):
    """What the runs of a month use, reservations included."""

    month: str = Field(examples=["2026-11"])
    used: int
    budget: int | None = Field(description="Null without one.")
    left: int | None


class AccountView(BaseModel):
    """What a workspace has."""

    counted: bool = Field(description="Whether runs cost credits on this host.")
    balance: int
    reserved: int = Field(description="Held for runs that have not ended; not part of the balance.")
    owed: int = Field(
        description="Credits of purchases that were paid back after they were spent; what comes in goes there."
    )
    month: MonthView
    sells: bool = Field(description="Whether credits can be bought here.")


class PackView(BaseModel):
    """A pack of credits."""

    id: str
    credits: int
    cents: int
    currency: str


class DayView(BaseModel):
    """What runs of a flow that ended on a day were charged."""

    day: str = Field(examples=["2026-11-21"])
    flow: str
    flow_name: str
    charged: int
    refunded: int
    runs: int


class FlowUse(BaseModel):
    """What runs of a flow were charged."""

    flow: str
    flow_name: str
    charged: int
    refunded: int
    runs: int


class UsageView(BaseModel):
    """What runs were charged."""

    since: str
    until: str
    charged: int
    refunded: int
    days: list[DayView]
    flows: list[FlowUse] = Field(description="The dearest first.")


class BudgetView(Budget):
    """A budget and this month's use of it."""

    this_month: MonthView


class RangeView(BaseModel):
    """From least to most, of runs in which nothing fails."""

    least: int
    most: int | None = Field(description="Null when nobody can tell.")


class DollarRange(BaseModel):
    """The same in dollars, a guide."""

    least: float
    most: float | None


class NodeCostView(BaseModel):
    """One node's share."""

    node: str
    key: str
    type: str
    price: int = Field(description="Credits of one execution.")
    times: RangeView
    credits: RangeView
    dollars: DollarRange


class LoopView(BaseModel):
    """A loop of which nobody knows beforehand how often it runs."""

    node: str
    key: str
    per_iteration: RangeView
    max_iterations: int


class CalledView(BaseModel):
    """A flow that is called and reserves its own credits; `credits` counts it in."""

    node: str
    key: str
    credits: RangeView


class PriceView(BaseModel):
    """What a run will cost."""

    credits: RangeView
    dollars: DollarRange = Field(description="Of this flow alone, without those it calls.")
    loops: list[LoopView]
    called: list[CalledView]
    prices_of: str = Field(description="When the prices behind the dollars were looked up.")


class EstimateView(PriceView):
    """What a run will cost, node by node."""

    nodes: list[NodeCostView]


class PublishedVersion(FlowVersion):
    """A version as publishing it answers, with what a run of it will cost."""

    estimate: PriceView


class NodeSpent(BaseModel):
    """What one node's steps have cost."""

    node: str
    key: str
    type: str
    steps: int
    credits: int
    ms: int
    tokens_in: int
    tokens_out: int
    dollars: float


class CostView(BaseModel):
    """What a run has cost so far."""

    run: str
    status: str
    credits: int
    refunded: int = Field(description="Of that, for steps that failed because of the platform.")
    reserved: int | None = Field(description="At its start; null where credits are not counted.")
    estimate: RangeView
    dollars: float
    nodes: list[NodeSpent]
    prices_of: str
