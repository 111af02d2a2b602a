"""`flow validate`, `compile`, `flows`, `import`, `export`, `publish`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.errors import USAGE, command, diagnostic_line
from flow_builder.cli.files import read_bytes
from flow_builder.cli.show import print_json, print_table, time_of

if TYPE_CHECKING:
    from rich.tree import Tree

_STYLES = {"region": "blue", "case": "magenta", "group": "dim"}

File = Annotated[Path, typer.Argument(metavar="FILE", help="A flow document, YAML or JSON; - is standard input.")]


@command
async def validate(file: File, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> int:
    """Check a flow document; nothing is stored or executed."""
    from flow_builder.cli.client import stateless

    async with stateless() as client:
        found = await client.post("/flows/validate", read_bytes(file))
    if as_json:
        print_json(found)
    else:
        _print_diagnostics(found["diagnostics"])
        typer.echo(f"{file}: {'valid' if found['valid'] else 'not valid'}")
    return 0 if found["valid"] else USAGE


@command
async def compile_(
    file: File,
    explain: Annotated[bool, typer.Option("--explain", help="Print the plan and its regions as a tree.")] = False,
    target: Annotated[
        Literal["plan", "asl"], typer.Option(help="What to print: the plan, or the state machine for AWS.")
    ] = "plan",
) -> int:
    """Compile a flow document and print its plan, as JSON or as a tree, or its state machine."""
    from flow_builder.cli.client import stateless

    async with stateless() as client:
        found = await client.post("/flows/compile", read_bytes(file), target=target)
    _print_diagnostics(found["diagnostics"])
    if found["plan"] is None:
        typer.echo(f"{file}: not valid", err=True)
        return USAGE
    if target == "asl":
        print_json(found["machine"]["machine"])
        return 0
    if not explain:
        print_json(found)
        return 0
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    tree = Tree(Text(found["plan"]["text"], style="bold"))
    _grow(tree, found["plan"])
    Console().print(tree)
    return 0


def _grow(tree: "Tree", label: dict[str, Any]) -> None:
    from rich.text import Text

    for child in label["children"]:
        _grow(tree.add(Text(child["text"], style=_STYLES.get(child["kind"], ""))), child)


def _print_diagnostics(found: list[dict[str, Any]]) -> None:
    for each in found:
        typer.echo(diagnostic_line(each), err=True)


@command
async def flows(limit: Annotated[int, typer.Option(min=1, max=1_000)] = 50, data: Data = None) -> int:
    """List the stored flows, the last changed first."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        found = (await client.get("/flows", limit=limit))["items"]
    if not found:
        typer.echo("No flows yet. `flow import FILE` stores one.")
        return 0
    rows = [[each["id"], each["name"], str(each["version"] or "draft"), time_of(each["updated_at"])] for each in found]
    print_table(["flow", "name", "version", "changed"], rows)
    return 0


@command
async def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A flow document, a DevTools recording or a cURL command; - is standard input."
        ),
    ],
    into: Annotated[str | None, typer.Option(help="Replace the draft of this flow.")] = None,
    form: Annotated[
        Literal["auto", "json", "yaml", "recorder", "curl"],
        typer.Option("--format", help="What the file is; auto tells by how it begins."),
    ] = "auto",
    dry: Annotated[bool, typer.Option("--dry", help="Print the document it would become; store nothing.")] = False,
    data: Data = None,
) -> int:
    """Store a flow document, or what another tool wrote, as a new flow and print its id."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        only = dry or into is not None
        made = await client.post("/flows/import", read_bytes(file), format=form, dry=only)
        flow = made["flow"]
        if into is not None and not dry:
            flow = (await client.send("PUT", f"/flows/{into}", body=made["document"])).json()
    _print_diagnostics(made["diagnostics"])
    _print_report(made["report"])
    if dry:
        print_json(made["document"])
    else:
        typer.echo(flow["id"])
    return 0


def _print_report(report: dict[str, Any]) -> None:
    for note in report["notes"]:
        where = " ".join(part for part in (note["field"], note["node"] and f"({note['node']})") if part)
        typer.echo(f"{where}: {note['message']}" if where else note["message"], err=True)
    for need in report["credentials"]:
        fields = ", ".join(need["fields"])
        typer.echo(f"Store the credential {need['name']} ({need['type']}: {fields}). {need['reason']}", err=True)
    if report["imported"] < report["steps"]:
        typer.echo(f"{report['imported']} of {report['steps']} steps imported.", err=True)


@command
async def export(
    flow: Annotated[str, typer.Argument(metavar="ID")],
    version: Annotated[int | None, typer.Option(help="A published version instead of the draft.")] = None,
    form: Annotated[
        Literal["yaml", "json", "recorder"],
        typer.Option("--format", help="recorder: the browser part for Chrome DevTools' Recorder."),
    ] = "yaml",
    target: Annotated[
        Literal["document", "sam"],
        typer.Option(help="sam: an AWS application of its own, in the folder that --out names."),
    ] = "document",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File or folder to write instead of printing.")
    ] = None,
    data: Data = None,
) -> int:
    """Print a stored flow's document or a recording of it, or make an AWS application of it."""
    from flow_builder.cli.client import connected

    if target == "sam":
        return await _eject(flow, version, out, data)
    async with connected(data) as client:
        query = {"version": version, "format": form}
        answer = await client.send("GET", f"/flows/{flow}/export", query=query)
    for note in answer.json().get("notes", ()) if form == "recorder" else ():
        typer.echo(f"{note['node']}: {note['message']}", err=True)
    if out is None:
        typer.echo(answer.text, nl=False)
    else:
        out.write_bytes(answer.content)
    return 0


async def _eject(flow: str, version: int | None, out: Path | None, data: Path | None) -> int:
    from flow_builder.cli.client import connected
    from flow_builder.domain.documents import load_document
    from flow_builder.nodes import CATALOGUE
    from flow_builder.sam.application import eject

    if out is None:
        raise typer.BadParameter("An application needs a folder: name one with --out.", param_hint="--out")
    async with connected(data) as client:
        answer = await client.send("GET", f"/flows/{flow}/export", query={"version": version, "format": "json"})
    eject(load_document(answer.json()), CATALOGUE, out)
    typer.echo(f"{out}: see README.md there, then `sam build && sam deploy --guided`.")
    return 0


@command
async def publish(
    flow: Annotated[str, typer.Argument(metavar="ID")],
    message: Annotated[str, typer.Option("--message", "-m", help="What changed.")] = "",
    data: Data = None,
) -> int:
    """Make a stored flow's draft its next version."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        made = await client.post(f"/flows/{flow}/publish", {"message": message})
    typer.echo(f"{flow} version {made['number']}")
    return 0
