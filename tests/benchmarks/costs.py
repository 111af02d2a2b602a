"""Computes what runs of five typical flows cost on AWS and writes docs/costs.md: `python -m tests.benchmarks.costs`.

Each flow is lowered, and its machine executed by the interpreter of the tests, whose tasks answer as hosts would:
loops go round as often as said here, conditions lead where said here. So states and calls are counted, not estimated;
how long steps take and how large their results are is assumed, and said on the page.
"""

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from flow_builder.compiler import compile_or_raise, lower
from flow_builder.compiler.stages import stages, works
from flow_builder.domain.documents import load_document
from flow_builder.domain.plan import Branch, Fork, Group, Loop, Plan, Step, steps
from flow_builder.domain.step import parse_path, path_text
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.machines.cloud.plan import CloudPlan
from flow_builder.nodes import CATALOGUE
from tests.benchmarks import measured, prices
from tests.support.standin.asl import Interpreter, Task

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "costs.md"
TEMPLATES = ROOT / "layers" / "core" / "flow_builder" / "templates"
DURABILITIES = ("step", "balanced", "fast")

MEMORY_GB = 1.0
"""Of the function `run_step`."""
CPUS, WORKER_GB = 1.0, 2.0
"""Of a browser worker."""
CALL_S = 0.06
"""A call takes so long besides the steps that it executes."""
STEP_S = {"browser": 1.5, "http": 0.5, "notify": 0.5, "storage": 0.1}
"""By the folder of the step's type, 0.005 for all others."""
START_S = 40.0
"""From the start of a worker's task, which is paid for, to its first step."""
LEAST_S = 60.0
"""What Fargate charges at least."""
WRITES, READS, LOG_KB = 7, 6, 2
"""Units that recording a step takes (two items in a transaction, and the counter), that a call reads, and its log lines."""
RUN_WRITES = 14
"""Units that the beginning and the end of a run take."""
PAGE_GB = 0.002
"""Data of a page that is loaded."""
LOADS = frozenset({"browser.open", "browser.goto", "browser.paginate", "browser.download"})
MONTH_S = 730 * 3_600


@dataclass(frozen=True, slots=True)
class Case:
    """A flow, how often its loops go round, and where its conditions lead (by key)."""

    template: str
    about: str
    times: dict[str, int] = field(default_factory=dict)
    ports: dict[str, str] = field(default_factory=dict)


CASES = (
    Case("webhook-to-dataset", "a webhook whose data is checked and kept", ports={"right": "true"}),
    Case("approval", "an order that waits for a person", ports={"large": "true", "ask": "approved"}),
    Case("sitemap-audit", "100 pages by plain HTTP, in a loop", {"pages": 100}),
    Case("price-watch", "a shop's prices, with a browser", ports={"any": "true"}),
    Case("form-filling", "20 forms filled in a browser", {"entered": 20}, {"taken": "true"}),
)


@dataclass(slots=True)
class Bill:
    """What one run used."""

    states: int = 0
    calls: int = 0
    seconds: float = 0.0
    """Of the function."""
    tasks: int = 0
    worker_s: float = 0.0
    records: int = 0
    loads: int = 0

    def dollars(self, model: str) -> float:
        """Returns what it costs: `lean` has a public address for each worker, `standard` a NAT gateway for all."""
        hardware = prices.CPU.times(CPUS) + prices.MEMORY.times(WORKER_GB)
        network = (
            prices.ADDRESS.times(self.worker_s) if model == "lean" else prices.GATEWAY_DATA.times(self.loads * PAGE_GB)
        )
        return (
            prices.TRANSITION.times(self.states)
            + prices.CALL.times(self.calls)
            + prices.CALL_TIME.times(self.seconds * MEMORY_GB)
            + prices.WRITE.times(self.records * WRITES + RUN_WRITES)
            + prices.READ.times((self.calls + self.tasks) * READS)
            + prices.LOGS.times((self.calls + self.tasks) * LOG_KB / 1_000_000)
            + prices.KEY_USE.times(4 * self.tasks)
            + prices.PUT.times(2 * self.tasks)
            + hardware * prices.SPOT * self.worker_s
            + network
        )


def bill_of(case: Case, durability: str) -> Bill:
    """Returns what one run of a flow uses."""
    document = yaml.safe_load((TEMPLATES / case.template / "flow.yaml").read_text("utf-8"))
    document["settings"] = {**document.get("settings", {}), "durability": durability}
    plan = compile_or_raise(load_document(document), CATALOGUE)
    return asyncio.run(_Hosts(case, plan).run())


class _Hosts:
    """Answers the tasks of one machine, and keeps count."""

    def __init__(self, case: Case, plan: Plan) -> None:
        self._case = case
        regions = {work.region.id: work.region.nodes for work in works(stages(plan))}
        self._plan = CloudPlan(PreparedPlan(plan, CATALOGUE), regions)
        unknown = {*case.times, *case.ports} - {step.key for step in self._plan.prepared.steps.values()}
        assert not unknown, (case.template, unknown)
        self._bill = Bill()
        self._answered: set[tuple[str, str]] = set()

    async def run(self) -> Bill:
        invoke, called = "arn:aws:states:::lambda:invoke", "arn:aws:states:::states:startExecution.sync:2"
        handlers = {
            invoke: self._call,
            f"{invoke}.waitForTaskToken": self._hold,
            "arn:aws:states:::ecs:runTask.waitForTaskToken": self._task,
            called: self._call,
        }
        machine = json.loads(json.dumps(lower(self._plan.prepared.plan)))
        given = {"workspace": "w", "run": "r", "path": ""}
        done = await Interpreter(handlers, self._items, _at_once, _at_once).run(machine, given)
        assert done.status == "SUCCEEDED", done
        self._bill.states = done.transitions
        return self._bill

    async def _call(self, task: Task) -> dict[str, Any]:
        asked = task.parameters["Payload"]
        self._bill.calls += 1
        self._bill.seconds += CALL_S
        said = {"workspace": "w", "run": "r", "path": asked["path"], **self._answer(asked)}
        return {"Payload": said}

    async def _hold(self, task: Task) -> dict[str, Any]:
        await self._call(task)
        return {}

    async def _task(self, task: Task) -> dict[str, Any]:
        told = {
            each["Name"]: each["Value"] for each in task.parameters["Overrides"]["ContainerOverrides"][0]["Environment"]
        }
        took = self._execute(told["FLOW_TASK_AT"])
        self._bill.tasks += 1
        self._bill.worker_s += max(LEAST_S, START_S + took)
        return {"workspace": "w", "run": "r", "path": told["FLOW_TASK_PATH"], "go": ""}

    async def _items(self, _bucket: str, _key: str) -> bytes:
        return json.dumps(self._iterations).encode()

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        at, path = asked["at"], asked["path"]
        match asked["do"]:
            case "region":
                self._bill.seconds += self._execute(at)
                return self._led(at)
            case "begin":
                return {"go": "run", **self._begun(at, asked)}
            case "next":
                return self._next(at, asked)
            case "enter":
                return {"go": "run"}
            case "end":
                self._bill.records += 1
                return {"go": "pass"}
            case "pause" if (at, path) not in self._answered:
                self._answered.add((at, path))
                return {"go": "hold", "seconds": 60, "until": None}
            case "pause":
                self._bill.records += 1
                return {"go": "pass"}
            case "finish":
                return {"go": "succeeded"}
            case _:
                return {"go": "pass"}

    def _execute(self, region: str) -> float:
        """Counts the steps of a region as recorded; returns how long they take."""
        parts, head = self._plan.region(region)
        took = 0.0
        for part in [*parts, *([] if head is None else [head.step])]:
            took += self._part(part, 1)
        if head is not None:
            self._skip(head, 1)
        return took

    def _port(self, branch: Branch) -> str:
        return self._case.ports.get(branch.step.key, branch.cases[0][0])

    def _skip(self, branch: Branch, times: int) -> None:
        """Counts the steps of dead cases, which are recorded as skipped."""
        port = self._port(branch)
        self._bill.records += times * sum(1 for name, body in branch.cases if name != port for _ in steps(body))

    def _part(self, part: Any, times: int) -> float:
        if isinstance(part, Step):
            self._bill.records += times
            if part.type in LOADS:
                self._bill.loads += times
            return STEP_S.get(part.type.partition(".")[0], 0.005) * times
        took = 0.0
        if hasattr(part, "step"):
            took += self._part(part.step, times)
        inner = times * self._times(part.step) if isinstance(part, Loop) else times
        match part:
            case Branch():
                self._skip(part, times)
                bodies = [body for name, body in part.cases if name == self._port(part)]
            case Fork(branches):
                bodies = list(branches)
            case _:
                bodies = [part.body] if hasattr(part, "body") else list(getattr(part, "items", ()))
        return took + sum(self._part(body, inner) for body in bodies)

    def _times(self, step: Step) -> int:
        return self._case.times.get(step.key, 1)

    def _led(self, region: str) -> dict[str, Any]:
        _, head = self._plan.region(region)
        if head is None:
            return {"go": ""}
        port = self._port(head)
        ports = {f"c{index}": "yes" if name == port else "no" for index, (name, _) in enumerate(head.cases)}
        return {"go": port, "ports": ports}

    def _begun(self, at: str, asked: dict[str, Any]) -> dict[str, Any]:
        holder = self._plan.holders[at]
        if isinstance(holder, Group):
            branches = len(holder.body.branches) if isinstance(holder.body, Fork) else 0
            return {"items": [{"go": str(index)} for index in range(branches)], "at_once": branches}
        path = parse_path(asked["path"])
        self._iterations = [{"path": path_text((*path, index))} for index in range(self._times(holder.step))]
        return {
            "items": self._iterations,
            "items_key": "items",
            "results": "results",
            "at_once": holder.step.config.get("concurrency", 1),
            "batch": [{"path": asked["path"]}],
        }

    def _next(self, at: str, asked: dict[str, Any]) -> dict[str, Any]:
        path, depth = parse_path(asked["path"]), len(self._plan.loops(at))
        index = path[depth] + 1 if len(path) > depth else 0
        if index >= self._times(self._plan.holders[at].step):
            return {"go": "done", "path": path_text(path[:depth])}
        if asked.get("most") and index and index % asked["most"] == 0:
            return {"go": "rest", "batch": [{"path": path_text((*path[:depth], index - 1))}]}
        return {"go": "more", "path": path_text((*path[:depth], index))}


async def _at_once(_: Any) -> None:
    return


def page() -> str:
    """Returns docs/costs.md."""
    rows = []
    for case in CASES:
        for durability in DURABILITIES:
            bill = bill_of(case, durability)
            used = f"{bill.states:,} | {bill.calls:,} | {bill.tasks} | {bill.records:,}"
            cost = " | ".join(f"{bill.dollars(model) * 1_000:,.3f}" for model in ("lean", "standard"))
            name = f"**{case.template}**: {case.about}" if durability == "step" else ""
            rows.append(f"| {name} | `{durability}` | {used} | {cost} |")
    listed = [
        f"| {each.of} | ${each.dollars:.10f}".rstrip("0").rstrip(".")
        + f" for {each.per:,} {each.unit} | [{each.source.removeprefix('https://')}]({each.source}) |"
        for each in prices.PUBLISHED
    ]
    hour = (prices.CPU.times(CPUS) + prices.MEMORY.times(WORKER_GB)) * 3_600
    least = hour * prices.SPOT / 3_600 * LEAST_S + prices.ADDRESS.times(LEAST_S)
    return _PAGE.format(
        rows="\n".join(rows),
        prices="\n".join(listed),
        date=prices.LOOKED_UP,
        hour=hour,
        least_dollars=least * 1_000,
        least_states=round(least / prices.TRANSITION.times(1)),
        spot_hour=hour * prices.SPOT,
        spot_month=hour * prices.SPOT * 730,
        spot_percent=round(prices.SPOT * 100),
        gateway=prices.GATEWAY.times(MONTH_S) + prices.ADDRESS.times(MONTH_S),
        keys=prices.KEY.times(2),
        start=round(START_S),
        least=round(LEAST_S),
        call_ms=round(CALL_S * 1_000),
        page_s=STEP_S["browser"],
        http_s=STEP_S["http"],
        writes=WRITES,
        reads=READS,
        mb=round(PAGE_GB * 1_000),
        measured_on=measured.MEASURED_ON,
        first_steps="\n".join(f"| {what} | {ms:,} ms | {times} x |" for what, ms, times in measured.FIRST_STEP),
    )


_PAGE = """# What runs cost on AWS

Written by `python -m tests.benchmarks.costs`; a test keeps it true. Each flow is one of the templates. Its machine is
executed by the interpreter of the tests, so states and calls are counted; prices are those of us-east-1 on {date},
without free tiers.

## One run

States are what Step Functions charges for; calls are those of the function `run_step`; tasks are browser workers on Fargate
Spot; records are results of steps. The last two columns are thousandths of a dollar for one run, which is dollars for 1,000 runs.

| flow | durability | states | calls | tasks | records | lean, $ for 1,000 | standard, $ for 1,000 |
|---|---|---:|---:|---:|---:|---:|---:|
{rows}

What to learn from it:

* A browser region costs ${least_dollars:.2f} for 1,000 at least, as much as {least_states} states: that is the minute which Fargate charges for
  the shortest task, and its address. What belongs together is one region: a loop over twenty forms is one task, not twenty.
* `balanced` and `fast` save states, not records. `step` is for flows whose every step must be seen in the machine.
* Who runs browser flows all day pays less with `BrowserMode: warm`: a worker of the pool costs ${hour:.3f} an hour, ${spot_hour:.3f} on
  Spot, and takes one region after the other without the {start} s of its start.

## From the start of a run to its first step

| first step | median | beside a bare machine |
|---|---:|---:|
{first_steps}

Measured on {measured_on} by `make bench ARGS=latency`: from the request to `POST /runs` of a deployed stack to the beginning of
the first step, everything warm. The bare machine is one `StartExecution` of a machine whose only task is an empty function.
Both are on the stand-in for AWS, on two cores that did other work at the same time, so look at the ratios. AWS adds delays of
its own: some {start} s until a task on Fargate runs, which a pool spares, and seconds where a function starts cold.

## What it costs when nothing runs

| what | lean | standard | |
|---|---:|---:|---|
| keys | ${keys:.2f} | ${keys:.2f} | two in KMS, a month |
| way out of the private network | | ${gateway:.2f} | one NAT gateway with its address, a month; two for `NatGateways: per-zone` |
| one warm worker, if wanted | ${spot_month:.2f} | ${spot_month:.2f} | on Spot all month |

Alarms are 10 cents a month each; table, bucket, logs and images are charged by what they hold, cents for a small stack.

## What starts of functions take

The first call of a process starts it; those that follow find it warm. Processor time until a sample event is answered, on
built layers and the stand-in; Python with boto3 and one client for DynamoDB takes 0.30 to 0.34 s in the same runs.

| function | to loaded | to the first answer | beside boto3 alone |
|---|---:|---:|---:|
| `run_step` | 0.35 s | 0.72 s | 2.4 x |
| `record`, `authorizer` | 0.46 s | 0.65 s | 2.2 x |
| `webhook` | 0.37 s | 0.62 s | 2.4 x |
| `api` | 0.45 s | 1.4 s | 4.1 x |

Measured on 2026-11-21 on two cores that did other work, the least of three; `make bench ARGS=cold` prints them. The layers,
which hold their bytecode, are 180 MiB of packages and 13 MiB of the product; Lambda takes 250 MiB.

## What is assumed

* A call of the function takes {call_ms} ms besides its steps; a page step {page_s} s, a request or a message {http_s} s, other steps 5 ms. The
  function has 1 GB, a worker 1 vCPU and 2 GB, both arm64.
* A worker is paid for from {start} s before its first step, {least} s at least, at {spot_percent}% of the price on demand.
* Recording a step takes {writes} write units (its result and its events in a transaction, and the counter), a call reads {reads} units.
* A page that is loaded is {mb} MB; in `standard` it comes through the NAT gateway, in `lean` the worker has an address of its own.
* Nothing fails. A region that is lost is paid for again, what it has recorded is not.

## Prices

| service | price | source |
|---|---|---|
{prices}
"""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
