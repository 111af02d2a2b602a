"""`flow backup` and `flow restore`: the data folder as one file, and back. Both need no host, and mind none."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.commands.inspect import Json
from flow_builder.cli.errors import command
from flow_builder.cli.show import print_json, time_of

_MB = 1_000_000


@command
async def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Archive to write, such as flows.zip.")],
    without_key: Annotated[
        bool, typer.Option("--without-key", help="Leave out vault.key; keep it apart, credentials are lost without it.")
    ] = False,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Write everything of the data folder into one file, also while the host runs."""
    from flow_builder.settings import load_settings
    from flow_builder.store.backup import write_backup

    made = write_backup(load_settings(data=data).data, file, key=not without_key)
    if as_json:
        print_json({"file": str(file), **asdict(made)})
        return 0
    typer.echo(f"{file} holds {made.files} files, {made.bytes / _MB:.1f} MB.")
    if made.key:
        typer.echo("It opens all credentials: keep it as safe as the data folder.", err=True)
    return 0


@command
async def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Archive that `flow backup` wrote.")],
    key: Annotated[Path | None, typer.Option(help="The vault.key, for an archive without it.")] = None,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Put a backup back into a data folder that is empty or not there yet."""
    from flow_builder.settings import load_settings
    from flow_builder.store.backup import restore_backup

    folder = load_settings(data=data).data
    made = restore_backup(file, folder, key)
    if as_json:
        print_json({"data": str(folder), **asdict(made)})
        return 0
    typer.echo(
        f"{folder} is as it was on {time_of(made.made_at)}. Runs that were under way go on when the host starts."
    )
    return 0
