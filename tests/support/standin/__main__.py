"""The whole stack on this machine: `make aws-local` starts the stand-in, builds, deploys, and serves at one address."""

import argparse
import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from flow_builder.api.spa import BUILT
from tests.support.standin.deployment import ROOT, Built, Deployment
from tests.support.standin.front import serving, warm_up
from tests.support.standin_server import CREDENTIALS, REGION, StandIn

_SHOWN = ("StartsQueue", "EventBus", "TableName", "BlobsBucket")
"""Outputs that mean something here: no address of AWS does."""


def main() -> None:
    """Serves until it is interrupted; what was in the stack is gone then."""
    parser = argparse.ArgumentParser(prog="make aws-local", description=__doc__)
    parser.add_argument("--port", type=int, default=8400, help="Where to serve (8400).")
    parser.add_argument(
        "--browser",
        choices=("warm", "zero-scale"),
        default="warm",
        help="A pool of one browser worker that is always there, or a worker for each part of a run (warm).",
    )
    parser.add_argument("--no-build", action="store_true", help="Take the code of this tree instead of built layers.")
    asked = parser.parse_args()
    os.environ.update(CREDENTIALS)
    # By itself it would end the process at once, and the stand-in would stay.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        serve(asked)
    except KeyboardInterrupt:
        say("\nEnded, with all that was in it.")


def serve(asked: argparse.Namespace) -> None:
    """Deploys and serves."""
    address = f"http://127.0.0.1:{asked.port}"
    try:
        listening = socket.create_server(("127.0.0.1", asked.port))
    except OSError as error:
        raise SystemExit(f"Port {asked.port} is taken ({error.strerror}): ARGS=--port=8401 takes another.") from error
    with listening, tempfile.TemporaryDirectory(prefix="layers-") as folder, StandIn() as standin:
        say(f"The stand-in for AWS is at {standin.url}.")
        built = None if asked.no_build else build(Path(folder))
        say("Deploying template.yaml through CloudFormation, which takes half a minute …")
        environment = {"FLOW_ALLOW_PRIVATE_NETWORK": "true", "FLOW_RATE_LIMITS": "off"}
        parameters = {"PublicUrl": address, "BrowserMode": asked.browser}
        stack = Deployment(standin, "flow-builder", built=built, parameters=parameters, environment=environment)
        say("Starting the API …")
        asyncio.run(warm_up(stack))
        tell(stack, address)
        serving(stack).run(sockets=[listening])


def tell(stack: Deployment, address: str) -> None:
    """Prints where everything is."""
    say(f"\nFlow Builder is at {address}, until you press Ctrl+C.")
    if not BUILT.exists():
        say("The web app is not built, so there is the API alone: `make web` builds it.")
    say("\nIn the stack flow-builder, for programs that start runs or look at its state:")
    for name in _SHOWN:
        say(f"  {name:<13} {stack.outputs[name]}")
    given = f"AWS_ENDPOINT_URL={stack.standin.url} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test"
    say(f"  To look inside: {given} aws --region {REGION} stepfunctions list-state-machines")


def build(folder: Path) -> Built:
    """Builds both layers for this machine's Python."""
    say("Building the layers …")
    version = f"PYTHON_VERSION={sys.version_info.major}.{sys.version_info.minor}"
    uv = f"UV={Path(sys.executable).with_name('uv')}"
    deps, core = folder / "deps", folder / "core"
    make = ["make", "--silent", "-C", str(ROOT / "layers" / "deps"), "build-DepsLayer", f"ARTIFACTS_DIR={deps}"]
    subprocess.run([*make, version, uv, "PLATFORM=x86_64-manylinux_2_28"], check=True)
    (core / "python").mkdir(parents=True)
    subprocess.run(["cp", "-r", str(ROOT / "layers" / "core" / "flow_builder"), str(core / "python")], check=True)
    return Built(core=core, deps=deps)


def say(text: str) -> None:
    """Prints a line at once."""
    print(text, flush=True)  # noqa: T201 - it is a program


if __name__ == "__main__":
    main()
