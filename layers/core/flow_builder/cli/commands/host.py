"""`flow up`."""

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from flow_builder.cli.errors import command

Data = Annotated[Path | None, typer.Option("--data", help="Folder of everything the host keeps.", show_default=False)]
In = Annotated[
    str | None, typer.Option("--workspace", "-w", help="Id of the workspace; the machine's own if not given.")
]
HOST_HELP = "Address to listen on (127.0.0.1)."

_HELLO = """Flow Builder is up at {url}   (data in {data})

  {flow} demo                    walk the demo shop; more sites at {url}/demo/
  {flow} run FLOW.yaml --watch   run a flow and watch it
  {flow} import FLOW.yaml        keep a flow, to publish, schedule or share it
  {flow} nodes                   what flows are made of

Ctrl+C stops the host; interrupted runs go on at the next start."""


def _command() -> str:
    """Returns how to call this program: by name where the shell finds it, else by the path it was started with."""
    return "flow" if shutil.which("flow") else sys.argv[0]


@command
async def up(
    data: Data = None,
    host: Annotated[str | None, typer.Option(help=HOST_HELP, show_default=False)] = None,
    port: Annotated[int | None, typer.Option(help="Port, 0 for a free one (8321).", show_default=False)] = None,
    workers: Annotated[
        int | None,
        typer.Option("--browser-workers", help="Browser worker processes at most (2).", show_default=False),
    ] = None,
    log_level: Annotated[str | None, typer.Option(help="debug, info, warning or error.", show_default=False)] = None,
) -> int:
    """Start the host on this machine: API, webhooks, engine, demo sites."""
    from flow_builder.cli.serve import serving
    from flow_builder.settings import load_settings

    settings = load_settings(data=data, host=host, port=port, browser_workers=workers, log_level=log_level)
    async with serving(settings) as served:
        typer.echo(_HELLO.format(url=served.url, data=settings.data.resolve(), flow=_command()))
        await served.until_stopped()
        typer.echo("Stopping …", err=True)
    return 0
