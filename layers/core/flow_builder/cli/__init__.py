"""The `flow` command: a client of the API, over HTTP to a running host or to one started in this process."""


def main() -> None:
    """Runs the command line; imports come here so that importing the package costs nothing."""
    from flow_builder.cli.app import app

    app()
