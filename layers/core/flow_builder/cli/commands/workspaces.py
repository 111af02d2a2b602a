"""`flow workspaces`."""

from typing import Annotated, Any

import typer

from flow_builder.cli.commands.host import Data, In
from flow_builder.cli.commands.inspect import Json
from flow_builder.cli.errors import command
from flow_builder.cli.show import print_json, print_table, time_of, visible
from flow_builder.errors import InvalidInput

app = typer.Typer(help="Workspaces, who belongs to them and what they may; without a command they are listed.")

Id = Annotated[str, typer.Argument(metavar="ID", help="As `flow workspaces` shows it.")]
User = Annotated[str, typer.Argument(metavar="USER", help="Id, as `flow workspaces members` shows it.")]
_ROLES = "viewer, operator, editor, admin"


@app.callback(invoke_without_command=True)
def workspaces(
    context: typer.Context,
    deleted: Annotated[bool, typer.Option("--deleted", help="Those in the trash.")] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """List your workspaces, or change them and their members."""
    if context.invoked_subcommand is None:
        _list(deleted, as_json, data)


@command
async def _list(deleted: bool, as_json: bool, data: Data) -> int:
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        found = (await client.get("/workspaces", deleted=deleted or None))["items"]
    if as_json:
        print_json(found)
    elif not found:
        typer.echo("There are no such workspaces.")
    else:
        rows = [[e["id"], visible(e["name"]), e["kind"], e["role"], _runs(e["runs_at_once"])] for e in found]
        print_table(["workspace", "name", "kind", "your role", "runs at once"], rows)
    return 0


@app.command("add")
@command
async def add(name: Annotated[str, typer.Argument()], as_json: Json = False, data: Data = None) -> int:
    """Make a team and print its id."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        made = await client.post("/workspaces", {"name": name})
    print_json(made) if as_json else typer.echo(made["id"])
    return 0


@app.command("rename")
@command
async def rename(name: Annotated[str, typer.Argument()], workspace: In = None, data: Data = None) -> int:
    """Give a workspace another name."""
    return await _change("PATCH", "/workspace", {"name": name}, workspace, data)


@app.command("delete")
@command
async def delete(workspace: Id, data: Data = None) -> int:
    """Put a team into the trash, from where its owner has it back within 30 days."""
    return await _change("DELETE", "/workspace", None, workspace, data)


@app.command("restore")
@command
async def restore(workspace: Id, data: Data = None) -> int:
    """Take a team out of the trash."""
    return await _change("POST", f"/workspaces/{workspace}/restore", None, None, data)


@app.command("limit")
@command
async def limit(
    runs: Annotated[
        str | None, typer.Argument(metavar="[RUNS]", help="How many; `host` for what the host gives.")
    ] = None,
    as_json: Json = False,
    workspace: In = None,
    data: Data = None,
) -> int:
    """Show or set how many runs of a workspace may be under way at once."""
    from flow_builder.cli.client import connected

    async with connected(data, workspace=workspace) as client:
        if runs is None:
            found = await client.get("/workspace/limits")
        else:
            wanted = {"runs_at_once": _number(runs)}
            found = (await client.send("PUT", "/workspace/limits", body=wanted)).json()
    if as_json:
        print_json(found)
    else:
        typer.echo(f"{found['holds']} runs at once; up to {found['most']} may be set.")
    return 0


@app.command("members")
@command
async def members(as_json: Json = False, workspace: In = None, data: Data = None) -> int:
    """List the members, owners first."""
    from flow_builder.cli.client import connected

    async with connected(data, workspace=workspace) as client:
        found = (await client.get("/workspace/members"))["items"]
    if as_json:
        print_json(found)
    else:
        rows = [[e["user"], visible(e["name"]), visible(e["email"] or ""), e["role"]] for e in found]
        print_table(["user", "name", "e-mail", "role"], rows)
    return 0


@app.command("role")
@command
async def role(
    user: User,
    role: Annotated[str, typer.Argument(help=f"{_ROLES}, owner.")],
    workspace: In = None,
    data: Data = None,
) -> int:
    """Give a member another role."""
    return await _change("PATCH", f"/workspace/members/{user}", {"role": role}, workspace, data)


@app.command("remove")
@command
async def remove(user: User, workspace: In = None, data: Data = None) -> int:
    """End a membership, and what that member's API keys may."""
    return await _change("DELETE", f"/workspace/members/{user}", None, workspace, data)


@app.command("invite")
@command
async def invite(
    email: Annotated[str, typer.Argument(metavar="E-MAIL")],
    role: Annotated[str, typer.Option(help=f"{_ROLES}.")] = "editor",
    as_json: Json = False,
    workspace: In = None,
    data: Data = None,
) -> int:
    """Mail somebody a link with which they become a member, and print the invitation's id."""
    from flow_builder.cli.client import connected

    async with connected(data, workspace=workspace) as client:
        made = await client.post("/workspace/invitations", {"email": email, "role": role})
    print_json(made) if as_json else typer.echo(made["id"])
    return 0


@app.command("invitations")
@command
async def invitations(as_json: Json = False, workspace: In = None, data: Data = None) -> int:
    """List invitations that nobody has accepted yet."""
    from flow_builder.cli.client import connected

    async with connected(data, workspace=workspace) as client:
        found = await client.all("/workspace/invitations")
    if as_json:
        print_json(found)
    elif not found:
        typer.echo("Nobody is invited.")
    else:
        rows = [[e["id"], visible(e["email"]), e["role"], time_of(e["expires_at"])] for e in found]
        print_table(["invitation", "e-mail", "as", "until"], rows)
    return 0


@app.command("uninvite")
@command
async def uninvite(
    invitation: Annotated[str, typer.Argument(metavar="ID")], workspace: In = None, data: Data = None
) -> int:
    """Take an invitation back."""
    return await _change("DELETE", f"/workspace/invitations/{invitation}", None, workspace, data)


async def _change(method: str, path: str, body: Any, workspace: str | None, data: Data) -> int:
    from flow_builder.cli.client import connected

    async with connected(data, workspace=workspace) as client:
        await client.send(method, path, body=body)
    return 0


def _number(text: str) -> int | None:
    if text == "host":
        return None
    if not text.isascii() or not text.isdigit():
        raise InvalidInput(f"{text!r} is neither a number nor `host`.", code="input.invalid")
    return int(text)


def _runs(own: int | None) -> str:
    return "as the host" if own is None else str(own)
