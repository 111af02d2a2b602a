"""`flow credentials`."""

from getpass import getpass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.commands.inspect import Json
from flow_builder.cli.errors import command
from flow_builder.cli.files import read_bytes
from flow_builder.cli.show import print_json, print_table, time_of
from flow_builder.errors import InvalidInput, NotFound

_MAX_BYTES = 64_000

app = typer.Typer(help="Secrets of flows; without a command they are listed.")

Id = Annotated[str, typer.Argument(metavar="ID")]
Pairs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FIELD=VALUE]...", help="VALUE may be @file; FIELD alone is asked for, unseen."),
]
Force = Annotated[bool, typer.Option("--force", help="Even though flows use it.")]


@app.callback(invoke_without_command=True)
def credentials(context: typer.Context, as_json: Json = False, data: Data = None) -> None:
    """List credentials, or change them."""
    if context.invoked_subcommand is None:
        _list(as_json, data)


@command
async def _list(as_json: bool, data: Data) -> int:
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        found = await client.all("/credentials")
    if as_json:
        print_json(found)
    elif not found:
        typer.echo("No credentials yet. `flow credentials add NAME TYPE FIELD...` keeps one.")
    else:
        rows = [[e["id"], e["name"], e["type"], ", ".join(e["fields"]), _time(e["last_used_at"])] for e in found]
        print_table(["credential", "name", "type", "fields", "last used"], rows)
    return 0


def _time(at: int | None) -> str:
    return "never" if at is None else time_of(at)


@app.command("types")
@command
async def types(name: Annotated[str | None, typer.Argument(metavar="[TYPE]")] = None, data: Data = None) -> int:
    """List the types of credentials, or the fields of one."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        found = (await client.get("/credential-types"))["items"]
    if name is None:
        print_table(["type", "for", "what it is"], [[each["id"], each["title"], each["help"]] for each in found])
        return 0
    chosen = next((each for each in found if each["id"] == name), None)
    if chosen is None:
        raise NotFound(
            f"There is no type {name!r}.", code="credential.type", hint="`flow credentials types` lists them."
        )
    fields = chosen["schema"]["properties"].items()
    rows = [
        [field, "secret" if about.get("x-secret") else "", f"{about['title']}. {about.get('description', '')}"]
        for field, about in fields
    ]
    print_table(["field", "", "what it is"], rows)
    return 0


@app.command("add")
@command
async def add(
    name: str,
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="As `flow credentials types` lists it.")],
    pairs: Pairs = None,
    rotate_days: Annotated[int | None, typer.Option(help="After how many days to be reminded of replacing it.")] = None,
    data: Data = None,
) -> int:
    """Keep a credential and print its id."""
    from flow_builder.cli.client import connected

    body = {"name": name, "type": type_, "fields": _fields(pairs), "rotate_days": rotate_days}
    async with connected(data) as client:
        typer.echo((await client.post("/credentials", body))["id"])
    return 0


@app.command("change")
@command
async def change(
    credential: Id,
    pairs: Pairs = None,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    drop: Annotated[list[str] | None, typer.Option(help="A field to drop; repeatable.")] = None,
    force: Force = False,
    data: Data = None,
) -> int:
    """Change some fields of a credential, or its name."""
    from flow_builder.cli.client import connected

    body: dict[str, Any] = {} if name is None else {"name": name}
    if fields := {**dict.fromkeys(drop or ()), **_fields(pairs)}:
        body["fields"] = fields
    async with connected(data) as client:
        await client.send("PATCH", f"/credentials/{credential}", body=body, query={"force": force or None})
    return 0


@app.command("rotate")
@command
async def rotate(credential: Id, pairs: Pairs = None, data: Data = None) -> int:
    """Replace secrets of a credential by new ones."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        await client.post(f"/credentials/{credential}/rotate", {"fields": _fields(pairs)})
    return 0


@app.command("test")
@command
async def try_(
    credential: Id,
    url: Annotated[str | None, typer.Option(help="Where to send it, for types that need an address.")] = None,
    data: Data = None,
) -> int:
    """Try a credential with the service it is for."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        found = await client.post(f"/credentials/{credential}/test", {"url": url})
    typer.echo(f"{found['status']}: {found['message']}")
    return 1 if found["status"] == "failed" else 0


@app.command("users")
@command
async def users(credential: Id, data: Data = None) -> int:
    """List what uses a credential."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        found = (await client.get(f"/credentials/{credential}/users"))["items"]
    if not found:
        typer.echo("Nothing uses it.")
    else:
        print_table(["", "id", "name"], [[each["kind"], each["id"], each["name"]] for each in found])
    return 0


@app.command("delete")
@command
async def delete(credential: Id, force: Force = False, data: Data = None) -> int:
    """Remove a credential."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        await client.send("DELETE", f"/credentials/{credential}", query={"force": force or None})
    return 0


@app.command("connect")
@command
async def connect(credential: Id, data: Data = None) -> int:
    """Give an OAuth 2 credential access: open the address in a browser, agree, and paste the address it ends at."""
    from flow_builder.cli.client import connected

    async with connected(data, executing=True) as client:
        begun = await client.post("/credentials/oauth/start", {"credential": credential})
        if client.own_host:
            raise InvalidInput(
                "The service sends the browser back to this host, which is not running.",
                code="host.not_running",
                hint="Start it with `flow up`, and repeat this.",
            )
        typer.echo(begun["url"])
        address = typer.prompt("Agree there, then paste the address that the browser ends at", err=True)
        # This process began, so it has to come back: no other browser's consent counts.
        back = dict(parse_qsl(urlsplit(address.strip()).query))
        await client.send("GET", "/oauth/callback", query=back)
    return 0


def _fields(pairs: list[str] | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in pairs or ():
        name, equals, value = each.partition("=")
        if not equals:
            found[name] = getpass(f"{name}: ")
        else:
            found[name] = _content(Path(value[1:])) if value.startswith("@") else value
    return found


def _content(path: Path) -> str:
    try:
        return read_bytes(path, _MAX_BYTES).decode()
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{str(path)!r} is not UTF-8 text.", code="file.encoding") from error
