"""`flow audit`."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.commands.inspect import Json
from flow_builder.cli.errors import command
from flow_builder.cli.show import print_json, print_table, time_of, visible
from flow_builder.errors import InvalidInput

app = typer.Typer(no_args_is_help=True, help="Who did what, from where: a log whose entries are chained by hashes.")

Who = Annotated[str | None, typer.Option(help="Id of a user, a guest or a run.")]
Operation = Annotated[str | None, typer.Option(help="Such as flows_publish or credential_use.")]
Subject = Annotated[str | None, typer.Option(help="Id of what it was done to.")]


@app.command("list")
@command
async def list_(
    who: Who = None,
    operation: Operation = None,
    subject: Subject = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="How many at most.")] = 50,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Show entries, the newest first."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        found = await client.get("/audit", who=who, operation=operation, subject=subject, limit=limit)
    if as_json:
        print_json(found["items"])
    elif not found["items"]:
        typer.echo("There are no such entries.")
    else:
        print_table(["number", "when", "who", "what", "to what", "status"], [_row(each) for each in found["items"]])
    return 0


@app.command("verify")
@command
async def verify(
    file: Annotated[Path | None, typer.Option(help="Verify this export (jsonl) instead of the host's log.")] = None,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Walk the whole chain and tell the first place that is not as it was written; then the exit code is 1."""
    if file is not None:
        said = _verified(file)
    else:
        from flow_builder.cli.client import connected

        async with connected(data) as client:
            said = await client.get("/audit/verify")
    if as_json:
        print_json(said)
    elif said["ok"]:
        typer.echo(
            f"All {said['entries']} entries are as they were written. The last one's hash: {said['head']['hash']}"
        )
    else:
        typer.echo(visible(said["broken"]["message"]), err=True)
    return 0 if said["ok"] else 1


@app.command("export")
@command
async def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Ends in .jsonl or .csv.")], data: Data = None
) -> int:
    """Write all entries to a file, the oldest first, with the hashes that verify them."""
    from flow_builder.cli.client import connected

    form = file.suffix.removeprefix(".").lower()
    if form not in {"jsonl", "csv"}:
        raise InvalidInput("The file's name must end in .jsonl or .csv.", code="input.invalid")
    async with connected(data) as client:
        answer = await client.send("GET", "/audit/export", query={"format": form})
    file.write_bytes(answer.content)
    typer.echo(f"{file} holds the log up to {visible(answer.headers['audit-head'])}.")
    return 0


def _verified(file: Path) -> dict[str, Any]:
    """Returns what there is to say about an export that begins with the first entry."""
    from flow_builder.domain.audit import Walk

    walk = Walk()
    try:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                if not walk.step(json.loads(line)):
                    break
    except (OSError, ValueError, AttributeError) as error:
        raise InvalidInput(f"{file} is not an export of the audit log: {error}", code="input.invalid") from error
    broken = None if walk.broken is None else {"seq": walk.broken.seq, "message": walk.broken.message}
    head = {"seq": walk.last.seq, "hash": walk.last.hash}
    return {"ok": broken is None, "entries": walk.last.seq, "head": head, "broken": broken}


def _row(entry: dict[str, Any]) -> list[str]:
    who = f"{entry['kind']} {entry['actor']}" + (
        f" of {entry['user']}" if entry["user"] not in (None, entry["actor"]) else ""
    )
    shown = (who, entry["operation"], entry["subject"] or "", str(entry["status"] or ""))
    return [str(entry["seq"]), time_of(entry["at"]), *map(visible, shown)]
