"""`flow run`, `flow resume`, `flow cancel`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.errors import CANCELED, FAILED, USAGE, command
from flow_builder.cli.files import is_file, parse_input, parse_sets, read_bytes
from flow_builder.cli.show import Form, duration, print_result, visible
from flow_builder.errors import InvalidInput

if TYPE_CHECKING:
    from flow_builder.cli.client import Client

Watch = Annotated[bool, typer.Option("--watch", "-w", help="Show progress while it runs.")]
Format = Annotated[Form, typer.Option("--format", help="How to print the result.")]
Detach = Annotated[bool, typer.Option("--detach", help="Do not wait for the end; print the run's id.")]


@command
async def run(
    target: Annotated[str, typer.Argument(metavar="FILE|ID", help="A flow document, or the id of a stored flow.")],
    given: Annotated[
        list[str] | None, typer.Option("--input", "-i", help="name=value, a JSON object or @file; repeatable.")
    ] = None,
    watch: Watch = False,
    detach: Detach = False,
    form: Format = Form.AUTO,
    only: Annotated[str | None, typer.Option(help="Execute just this step (with --based-on or --pinned).")] = None,
    until: Annotated[str | None, typer.Option(help="End with this step.")] = None,
    based_on: Annotated[str | None, typer.Option(help="Run whose results serve the steps before --only.")] = None,
    pinned: Annotated[bool, typer.Option("--pinned", help="Use pinned outputs.")] = False,
    version: Annotated[int | None, typer.Option(help="Published version of a stored flow.")] = None,
    draft: Annotated[bool, typer.Option("--draft", help="The draft of a stored flow.")] = False,
    key: Annotated[str | None, typer.Option("--key", help="Idempotency key: the same key gives the same run.")] = None,
    data: Data = None,
) -> int:
    """Run a flow and print its output."""
    from flow_builder.cli.client import connected

    body: dict[str, Any] = {"input": parse_input(given or []), "trigger": "manual"}
    body |= {"only": only, "until": until, "based_on": based_on, "pinned": pinned, "version": version, "draft": draft}
    body |= {"document": document_text(Path(target))} if is_file(target) else {"flow": target}
    async with connected(data, executing=True) as client:
        return await execute(client, body, watch=watch, detach=detach, form=form, key=key)


@command
async def resume(
    run_id: Annotated[str, typer.Argument(metavar="RUN")],
    from_step: Annotated[
        str | None, typer.Option("--from", help="Step to start from, or STEP[2]; without it, what failed.")
    ] = None,
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", help="input.X=…, steps.KEY.X=…, steps.KEY[2].X=…, items.LOOP[2]=…; repeatable."),
    ] = None,
    failed_items: Annotated[bool, typer.Option("--failed-items", help="Do the failed items of loops again.")] = False,
    newest: Annotated[bool, typer.Option("--newest", help="Use the flow's newest version.")] = False,
    file: Annotated[Path | None, typer.Option("--with", help="Use this document instead of the run's own.")] = None,
    watch: Watch = False,
    detach: Detach = False,
    form: Format = Form.AUTO,
    data: Data = None,
) -> int:
    """Run the rest of an ended run again, on what it has recorded."""
    from flow_builder.cli.client import connected

    body: dict[str, Any] = {"from": from_step, "set": parse_sets(sets or []), "failed_items": failed_items}
    body |= {"newest": newest, "document": document_text(file) if file else None}
    async with connected(data, executing=True) as client:
        started = await client.post(f"/runs/{run_id}/resume", body)
        return await finish(client, started, watch=watch, detach=detach, form=form)


@command
async def cancel(run_id: Annotated[str, typer.Argument(metavar="RUN")], data: Data = None) -> int:
    """Cancel a run."""
    from flow_builder.cli.client import connected

    async with connected(data, executing=True) as client:
        await client.post(f"/runs/{run_id}/cancel")
    typer.echo(f"{run_id} is canceled.")
    return 0


def document_text(path: Path) -> str:
    """Returns a document's text; InvalidInput `document.encoding` when it is not UTF-8."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"{str(path)!r} is not valid UTF-8 text.", code="document.encoding", hint="Save the file as UTF-8."
        ) from error


async def execute(
    client: "Client",
    body: dict[str, Any],
    *,
    watch: bool,
    form: Form,
    detach: bool = False,
    key: str | None = None,
) -> int:
    """Starts a run, follows it and prints its output; returns the exit code."""
    headers = {"idempotency-key": key} if key else None
    started = (await client.send("POST", "/runs", body=body, headers=headers)).json()
    return await finish(client, started, watch=watch, detach=detach, form=form)


async def finish(
    client: "Client", started: dict[str, Any], *, watch: bool = False, detach: bool = False, form: Form = Form.AUTO
) -> int:
    """Follows a started run to its end and prints its output; returns the exit code."""
    from flow_builder.cli.watch import follow

    if detach:
        if client.own_host:
            typer.echo(f"error: {started['id']} waits for a host (host.none). Start one with `flow up`.", err=True)
            return USAGE
        typer.echo(started["id"])
        return 0
    await follow(client, started["id"], live=watch)
    run_ = await client.get(f"/runs/{started['id']}")
    return report(run_, form)


def report(run_: dict[str, Any], form: Form) -> int:
    """Prints how a run ended and what it gave; returns the exit code."""
    taken = (run_["finished_at"] or 0) - (run_["started_at"] or run_["created_at"])
    typer.echo(f"run {run_['id']} {run_['status']} after {duration(taken)}", err=True)
    if run_["status"] == "succeeded":
        print_result(run_["output"], form)
        return 0
    error = run_["error"] or {}
    where = f"step {error['node']}: " if error.get("node") else ""
    hint = f" {error['hint']}" if error.get("hint") else ""
    said = f"error: {where}{str(error.get('message', '')).rstrip('.')} ({error.get('code')}).{hint}"
    typer.echo(visible(said), err=True)
    if run_["status"] == "failed":
        typer.echo(f"Once it is mended: flow resume {run_['id']}", err=True)
    return FAILED if run_["status"] == "failed" else CANCELED
