"""`flow runs`, `flow stats`, `flow logs`, `flow nodes`, `flow data`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.errors import command
from flow_builder.cli.show import Form, duration, print_json, print_result, print_table, time_of

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@command
async def runs(
    flow: Annotated[str | None, typer.Option(help="Only the runs of this flow.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000)] = 20,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """List runs, newest first."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        found = (await client.get("/runs", flow=flow, limit=limit))["items"]
    if as_json:
        print_json(found)
    elif not found:
        typer.echo("No runs yet. `flow demo` makes one." if flow is None else f"No runs of {flow!r} yet.")
    else:
        print_table(["run", "flow", "status", "started", "took", "steps", "failed"], [_run_row(each) for each in found])
    return 0


def _run_row(run: dict[str, Any]) -> list[str]:
    taken = run["finished_at"] - run["started_at"] if run["finished_at"] and run["started_at"] else None
    head = [run["id"], run["flow_name"], run["status"], time_of(run["started_at"]), duration(taken)]
    return [*head, str(run["steps_done"]), str(run["steps_failed"])]


@command
async def stats(
    flow: Annotated[str | None, typer.Option(help="Only the runs of this flow.")] = None,
    days: Annotated[int, typer.Option(min=1, max=730, help="Runs that ended in the last days.")] = 7,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Show how runs went: counts, success rate, durations, and the flows that stand out."""
    from flow_builder.cli.client import connected
    from flow_builder.domain.ids import now

    async with connected(data) as client:
        found = await client.get("/statistics", flow=flow, since=now() - days * 86_400_000, step="day")
    if as_json:
        print_json(found)
        return 0
    print_table(_COUNTS, [_count_row("all" if flow is None else flow, found["totals"])])
    for title, flows in found["flows"].items():
        if flows:
            typer.echo(f"\n{title.capitalize()} flows")
            print_table(_COUNTS, [_count_row(each["flow_name"] or each["flow"], each) for each in flows])
    typer.echo(f"\nNow {', '.join(f'{count} {status}' for status, count in found['under_way'].items())}.")
    return 0


_COUNTS = ["flow", "runs", "succeeded", "failed", "success", "median", "95 %", "longest", "steps", "credits"]


def _count_row(name: str, counts: dict[str, Any]) -> list[str]:
    took, status, rate = counts["duration"], counts["by_status"], counts["success_rate"]
    failed = status.get("failed", 0) + status.get("timed_out", 0)
    head = [name, str(counts["runs"]), str(status.get("succeeded", 0)), str(failed)]
    times = [duration(took[each]) for each in ("p50_ms", "p95_ms", "max_ms")]
    return [*head, "" if rate is None else f"{rate:.1%}", *times, str(counts["steps"]), str(counts["credits"])]


@command
async def logs(
    run_id: Annotated[str, typer.Argument(metavar="RUN")],
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on until the run ends.")] = False,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Show a run's log: what nodes logged, failures, retries."""
    from flow_builder.cli.client import connected
    from flow_builder.cli.watch import event_line, events

    async with connected(data) as client:
        if follow:
            async for event in events(client, run_id):
                line = event_line(event)
                if line:
                    typer.echo(line)
            return 0
        found, after = [], 0
        while after is not None:
            page = await client.get(f"/runs/{run_id}/logs", after=after)
            found += page["items"]
            after = page["after"]
    if as_json:
        print_json(found)
        return 0
    for event in found:
        typer.echo(f"{time_of(event['at'])}  {event_line(event)}")
    return 0


@command
async def nodes(type_id: Annotated[str | None, typer.Argument(metavar="[ID]")] = None, as_json: Json = False) -> int:
    """List the node types, or explain one."""
    from flow_builder.cli.client import stateless
    from flow_builder.cli.explain import print_node

    async with stateless() as client:
        found = await client.get(f"/nodes/{type_id}" if type_id else "/nodes")
    if as_json:
        print_json(found if type_id else found["items"])
    elif type_id:
        print_node(found)
    else:
        rows = ([each["id"], each["title"], each["lane"], each["summary"]] for each in found["items"])
        print_table(["type", "title", "lane", "what it does"], rows)
    return 0


@command
async def data(
    name: Annotated[str | None, typer.Argument(metavar="[DATASET]")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="Rows to print.")] = 50,
    csv: Annotated[Path | None, typer.Option(help="Write the whole dataset to this CSV file.")] = None,
    form: Annotated[Form, typer.Option("--format")] = Form.TABLE,
    folder: Data = None,
) -> int:
    """List the datasets, or show or export one."""
    from flow_builder.cli.client import connected

    async with connected(folder) as client:
        if name is None:
            found = (await client.get("/datasets"))["items"]
            if not found:
                typer.echo("No datasets yet. Flows make them with storage.dataset_append.")
                return 0
            print_table(["dataset", "rows", "changed"], _dataset_rows(found))
        elif csv is not None:
            csv.write_bytes((await client.send("GET", f"/datasets/{name}/export", query={"format": "csv"})).content)
            typer.echo(f"Wrote {csv}.")
        else:
            print_result(await client.get(f"/datasets/{name}", limit=limit), form)
    return 0


def _dataset_rows(found: list[dict[str, Any]]) -> list[list[str]]:
    return [[each["name"], str(each["total"]), time_of(each["updated_at"])] for each in found]
