"""The table of commands.

Exit codes: 0 done; 1 the run failed; 2 wrong usage or input; 3 not found; 4 the run was canceled or timed out;
5 the host, the store or this machine has a problem; 130 interrupted.
"""

import typer

from flow_builder.cli.commands import (
    accounts,
    audit,
    backup,
    credentials,
    dead_letters,
    demo,
    flows,
    healing,
    host,
    inspect,
    keys,
    ledger,
    people,
    runs,
    sites,
    templates,
    variables,
    vault,
    workspaces,
)

app = typer.Typer(
    name="flow",
    help="Flow Builder: run flows on this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog=(
        "Exit codes: 0 done, 1 run failed, 2 wrong usage or input, 3 not found, 4 run canceled or timed out, "
        "5 host or storage problem."
    ),
)

app.command("up")(host.up)
app.command("demo")(demo.demo)
app.command("run")(runs.run)
app.command("resume")(runs.resume)
app.command("cancel")(runs.cancel)
app.command("runs")(inspect.runs)
app.command("stats")(inspect.stats)
app.command("logs")(inspect.logs)
app.command("nodes")(inspect.nodes)
app.command("data")(inspect.data)
app.command("validate")(flows.validate)
app.command("compile")(flows.compile_)
app.command("flows")(flows.flows)
app.command("import")(flows.import_)
app.command("export")(flows.export)
app.command("publish")(flows.publish)
app.command("heal")(healing.heal)
app.command("approve")(people.approve)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("politeness")(sites.politeness)
app.command("variables")(variables.variables)
app.add_typer(credentials.app, name="credentials")
app.add_typer(vault.app, name="vault")
app.add_typer(accounts.app, name="accounts")
app.add_typer(dead_letters.app, name="dead-letters")
app.add_typer(templates.app, name="templates")
app.add_typer(audit.app, name="audit")
app.add_typer(keys.app, name="keys")
app.add_typer(workspaces.app, name="workspaces")
app.add_typer(ledger.app, name="credits")
