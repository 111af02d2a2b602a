"""`flow credits`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from flow_builder.cli.commands.host import Data, In
from flow_builder.cli.commands.inspect import Json
from flow_builder.cli.errors import command
from flow_builder.cli.show import print_json, print_table, time_of, visible
from flow_builder.errors import InvalidInput

app = typer.Typer(help="What runs cost; without a command the balance is shown.")

Flow = Annotated[str | None, typer.Option(help="That of one flow.")]


@app.callback(invoke_without_command=True)
def credits_(context: typer.Context, as_json: Json = False, workspace: In = None, data: Data = None) -> None:
    """Show the balance, the ledger, budgets, what was used, and buy credits."""
    if context.invoked_subcommand is None:
        _balance(as_json, workspace, data)


@command
async def _balance(as_json: bool, workspace: str | None, data: Data) -> int:
    from flow_builder.cli.client import connected

    async with connected(data, workspace=workspace) as client:
        found = await client.get("/credits")
    if as_json:
        print_json(found)
        return 0
    if not found["counted"]:
        typer.echo("Runs cost nothing on this host (FLOW_CREDITS=off).", err=True)
    owed = f", {found['owed']} owed" if found["owed"] else ""
    typer.echo(f"{found['balance']} credits, {found['reserved']} more reserved for runs under way{owed}.")
    typer.echo(_month(found["month"]))
    return 0


@app.command("entries")
@command
async def entries(
    run: Annotated[str | None, typer.Option(help="Those of one run.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="How many at most.")] = 50,
    as_json: Json = False,
    workspace: In = None,
    data: Data = None,
) -> int:
    """List lines of the ledger, the newest first; all of them add up to the balance."""
    from flow_builder.cli.client import connected

    async with connected(data, workspace=workspace) as client:
        found = (await client.get("/credits/entries", run=run, limit=limit))["items"]
    if as_json:
        print_json(found)
    elif not found:
        typer.echo("Nothing was added or spent yet.")
    else:
        print_table(["when", "what", "amount", "entry", "about"], map(_entry, found))
    return 0


@app.command("export")
@command
async def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Ends in .csv or .jsonl.")],
    workspace: In = None,
    data: Data = None,
) -> int:
    """Write the whole ledger to a file, the newest line first."""
    from flow_builder.cli.client import connected

    form = file.suffix.removeprefix(".").lower()
    if form not in {"csv", "jsonl"}:
        raise InvalidInput("The file's name must end in .csv or .jsonl.", code="input.invalid")
    async with connected(data, workspace=workspace) as client:
        answer = await client.send("GET", "/credits/export", query={"format": form})
    file.write_bytes(answer.content)
    return 0


@app.command("usage")
@command
async def usage(
    since: Annotated[str | None, typer.Option(help="First day, such as 2026-11-01; 30 days if not given.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day; today if not given.")] = None,
    as_json: Json = False,
    workspace: In = None,
    data: Data = None,
) -> int:
    """Show what flows were charged, the dearest first."""
    from flow_builder.cli.client import connected

    async with connected(data, workspace=workspace) as client:
        found = await client.get("/credits/usage", since=since, until=until)
    if as_json:
        print_json(found)
        return 0
    rows = [
        [visible(e["flow_name"]), e["flow"], str(e["runs"]), str(e["charged"]), str(e["refunded"])]
        for e in found["flows"]
    ]
    if rows:
        print_table(["flow", "id", "runs", "charged", "given back"], rows)
    typer.echo(f"{found['charged']} credits from {found['since']} to {found['until']}.")
    return 0


@app.command("budget")
@command
async def budget(
    flow: Flow = None,
    run: Annotated[str | None, typer.Option(help="Credits that one run may use; `none` for no limit.")] = None,
    month: Annotated[str | None, typer.Option(help="Credits of a calendar month; `none` for no limit.")] = None,
    as_json: Json = False,
    workspace: In = None,
    data: Data = None,
) -> int:
    """Show the budget of the workspace or of a flow, or set what is given of it."""
    from flow_builder.cli.client import connected

    path = "/credits/budget" if flow is None else f"/flows/{flow}/budget"
    changes = {name: _number(text) for name, text in (("run", run), ("month", month)) if text is not None}
    async with connected(data, workspace=workspace) as client:
        found = await client.get(path)
        if changes:
            kept = {name: found[name] for name in ("run", "month", "low")}
            found = (await client.send("PUT", path, body=kept | changes)).json()
    if as_json:
        print_json(found)
    else:
        typer.echo(f"A run may use {'any number of' if found['run'] is None else found['run']} credits.")
        typer.echo(_month(found["this_month"]))
    return 0


@app.command("packs")
@command
async def packs(as_json: Json = False, data: Data = None) -> int:
    """List what can be bought."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        found = await client.get("/credits/packs")
    if as_json:
        print_json(found)
    else:
        print_table(["pack", "credits", "price"], [[e["id"], f"{e['credits']:,}", _price(e)] for e in found])
    return 0


@app.command("buy")
@command
async def buy(
    pack: Annotated[str, typer.Argument(help="As `flow credits packs` shows it.")],
    as_json: Json = False,
    workspace: In = None,
    data: Data = None,
) -> int:
    """Order a pack and print where it is paid; the balance is filled when the payment provider says so."""
    from flow_builder.cli.client import connected

    async with connected(data, workspace=workspace) as client:
        made = await client.post("/credits/orders", {"pack": pack})
    print_json(made) if as_json else typer.echo(made["url"])
    return 0


@app.command("orders")
@command
async def orders(as_json: Json = False, workspace: In = None, data: Data = None) -> int:
    """List orders, the newest first."""
    from flow_builder.cli.client import connected

    async with connected(data, workspace=workspace) as client:
        found = await client.all("/credits/orders")
    if as_json:
        print_json(found)
    elif not found:
        typer.echo("Nothing was ordered yet.")
    else:
        rows = [
            [e["id"], time_of(e["created_at"]), f"{e['credits']:,}", _price(e), e["status"], _back(e)] for e in found
        ]
        print_table(["order", "when", "credits", "price", "status", "went back"], rows)
    return 0


def _month(month: dict[str, Any]) -> str:
    if month["budget"] is None:
        return f"{month['month']}: {month['used']} used."
    return f"{month['month']}: {month['used']} of {month['budget']} used, {month['left']} left."


def _entry(entry: dict[str, Any]) -> list[str]:
    about = entry.get("flow_name") or entry.get("note") or ""
    return [time_of(entry["at"]), entry["kind"], f"{entry['amount']:+d}", entry["id"], visible(about)]


def _price(of: dict[str, Any]) -> str:
    return f"{of['cents'] / 100:.2f} {of['currency']}"


def _back(order: dict[str, Any]) -> str:
    return f"{order['reversed']:,} credits" if order["reversed"] else ""


def _number(text: str) -> int | None:
    if text == "none":
        return None
    if not text.isascii() or not text.isdigit():
        raise InvalidInput(f"{text!r} is neither a number nor `none`.", code="input.invalid")
    return int(text)
