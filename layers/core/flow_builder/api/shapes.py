"""What answers look like, for `openapi.json`; the answers themselves are written by the routes."""

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, Field

from flow_builder.api.credit_shapes import RangeView
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.flow import Flow
from flow_builder.domain.flow_role import RoleProblem
from flow_builder.domain.schedule import Schedule
from flow_builder.domain.status import Status
from flow_builder.domain.template import Template
from flow_builder.importers.report import ImportReport

T = TypeVar("T")


class Page(BaseModel, Generic[T]):
    """One page of a list; give `cursor` to the same request to get the next one, null at the end."""

    items: list[T]
    cursor: str | None


class Problem(BaseModel):
    """What went wrong (RFC 9457): `code` is stable, `hint` says what to do about it."""

    type: str = Field(examples=["urn:flow-builder:problem:flow.not_found"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    code: str = Field(examples=["flow.not_found"])
    detail: str = Field(examples=["There is no flow 'f'."])
    field: str | None = Field(default=None, description="JSON pointer into the body, or `?name` of a query parameter.")
    hint: str | None = None
    correlation_id: str | None = None
    details: dict[str, Any] | None = None


class DiagnosticView(BaseModel):
    """A problem of a document, or a remark about it."""

    code: str
    severity: str
    message: str
    node: str | None = None
    field: str | None = None
    hint: str | None = None


class FlowView(Flow):
    """A flow with its document and what the compiler has to say about it."""

    document: FlowDocument
    diagnostics: list[DiagnosticView]
    shown_version: int | None = Field(default=None, description="Version of `document`, when one was asked for.")


class ImportView(BaseModel):
    """What an import made; `flow` is null when nothing was stored."""

    flow: Flow | None
    document: FlowDocument
    diagnostics: list[DiagnosticView]
    report: ImportReport


class TemplateView(Template):
    """A template with its flow."""

    document: FlowDocument


class Validation(BaseModel):
    """Whether a document could be published."""

    valid: bool
    diagnostics: list[DiagnosticView]
    estimate: RangeView | None = Field(description="Credits of a run; null for a document that cannot run.")


class PlanNode(BaseModel):
    """A part of a plan, as one line of a tree."""

    text: str
    kind: str
    children: list["PlanNode"]


class MachineView(BaseModel):
    """A flow as the state machine that AWS Step Functions executes."""

    name: str
    hash: str
    states: int = Field(description="How many there are, those inside Parallel and Map included.")
    bytes: int = Field(description="Size of the published definition, of 1,048,576 at most.")
    events: int = Field(description="History events of a run at most, retries aside, of 25,000 at most.")
    machine: dict[str, Any] = Field(description="In Amazon States Language; `${…}` stand for names of the stack.")


class AccessView(BaseModel):
    """What a flow may do in AWS without a credential."""

    policy: dict[str, Any] | None = Field(description="What its nodes call there, as an IAM policy; null for nothing.")
    role: str | None = Field(description="ARN of its role; null while it has none.")
    versions: list[int] = Field(description="Versions that the role is for; those before keep it while they run.")
    problem: RoleProblem | None = Field(description="Why it has no role, or an old one.")


class Explanation(BaseModel):
    """A compiled document; `plan` is null when it has errors."""

    hash: str | None
    plan: PlanNode | None
    diagnostics: list[DiagnosticView]
    machine: MachineView | None = Field(default=None, description="With `target=asl`, unless it has errors.")


class StepView(BaseModel):
    """A recorded step; `path` is its iteration, such as `3.0`, empty outside loops."""

    node: str
    key: str
    type: str
    path: str
    status: Status
    ports: list[str]
    output: Any = None
    blob: str | None = Field(default=None, description="Set when the output is too large to be shown here.")
    preview: str | None = None
    error: dict[str, Any] | None = None
    attempts: int
    started_at: int
    finished_at: int
    seq: int
    seeded: bool
    cached: bool
    artifacts: list[dict[str, Any]]
    meta: dict[str, Any]


class Event(BaseModel):
    """Something that happened in a run; further fields depend on `type`."""

    seq: int
    at: int
    type: str = Field(examples=["step.succeeded"])

    model_config = {"extra": "allow"}


class Events(BaseModel):
    """Some events in order; ask again with `after` to go on, null at the end."""

    items: list[Event]
    after: int | None


class ScheduleView(Schedule):
    """A schedule with the next times it comes due."""

    next_times: list[int]


class Times(BaseModel):
    """When something would come due."""

    next_times: list[int]


class PauseView(BaseModel):
    """A step that waits for somebody."""

    token: str
    workspace: str
    run: str
    node: str
    kind: str
    status: str
    request: dict[str, Any] = {}
    until: int | None = None
    link: str | None = Field(default=None, description="A page to answer it without an account, if everybody may.")

    model_config = {"extra": "allow"}


class DatasetView(BaseModel):
    """A dataset as listed."""

    name: str = Field(examples=["prices"])
    total: int = Field(description="Rows in it.")
    columns: list[str]
    updated_at: int


class Column(BaseModel):
    """What a column holds, judged by the first 1,000 rows."""

    name: str = Field(examples=["price"])
    types: list[str] = Field(examples=[["integer", "number"]], description="As JSON Schema names them; null left out.")
    empty: int = Field(description="Of those rows, how many have no value.")
    example: Any = None


class DatasetDetails(BaseModel):
    """A dataset and its columns."""

    name: str
    total: int
    updated_at: int
    columns: list[Column]


class Rows(BaseModel):
    """Rows of a dataset; `total` counts all that are wanted, whatever the page."""

    name: str
    rows: list[dict[str, Any]]
    numbers: list[int] = Field(description="The number of each of these rows, to remove it by.")
    total: int
    columns: list[str]


class Appended(BaseModel):
    """What became of rows."""

    added: int
    updated: int
    unchanged: int
    total: int = Field(description="Rows in the dataset now.")


class Removed(BaseModel):
    """How many rows were removed."""

    removed: int


class NodeSummary(BaseModel):
    """A node type as the palette shows it."""

    id: str
    title: str

    model_config = {"extra": "allow"}


class NodeView(NodeSummary):
    """Everything about a node type: help, schemas, ports, examples."""


class AgainView(BaseModel):
    """What became of each failed run: the run that was started, or why none was."""

    items: list[dict[str, Any]]


class ReadyCheck(BaseModel):
    """One thing that the host needs."""

    name: str = Field(examples=["store"])
    ok: bool
    message: str = Field(description="What is wrong with it; empty when nothing is.")


class Ready(BaseModel):
    """That the host can do its work."""

    status: str
    checks: list[ReadyCheck]


class Durations(BaseModel):
    """How long runs took; all but count, sum and mean are up to 9 % off where there were many."""

    count: int
    sum_ms: int
    mean_ms: float | None
    min_ms: float | None
    max_ms: float | None
    p50_ms: float | None
    p95_ms: float | None


class CountsView(BaseModel):
    """What was counted of runs that ended; the success rate leaves canceled ones out."""

    runs: int
    steps: int
    steps_failed: int
    credits: int
    by_status: dict[str, int] = Field(examples=[{"succeeded": 40, "failed": 2}])
    by_trigger: dict[str, int] = Field(examples=[{"schedule": 42}])
    success_rate: float | None
    duration: Durations


class SpanCounts(CountsView):
    """Counts of the hour or day that begins at `at`."""

    at: int


class FlowCounts(CountsView):
    """Counts of one flow."""

    flow: str
    flow_name: str | None


class Outstanding(BaseModel):
    """The flows that stand out, up to ten each."""

    busiest: list[FlowCounts]
    failing: list[FlowCounts]
    slowest: list[FlowCounts] = Field(description="By the 95th percentile of their durations.")


class UnderWay(BaseModel):
    """Runs that have not ended."""

    queued: int
    running: int
    waiting: int


class StatisticsView(BaseModel):
    """How the runs of a time range went; a run counts in the hour it ended."""

    since: int
    until: int
    timezone: str
    step: str
    totals: CountsView
    series: list[SpanCounts]
    flows: Outstanding
    ranked_since: int = Field(description="From when on flows are ranked; later than `since` when there are very many.")
    under_way: UnderWay


class Health(BaseModel):
    """That the host is up."""

    status: str
    version: str
    workspace: str
