"""The whole stack on this machine: `make aws-local` starts the stand-in, builds, deploys, and serves at one address."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import uvicorn

from tests.support.standin.deployment import ROOT, Built, Deployment
from tests.support.standin.front import front
from tests.support.standin_server import CREDENTIALS, StandIn


def main() -> None:
    """Serves until it is interrupted; what was in the stack is gone then."""
    parser = argparse.ArgumentParser(prog="make aws-local", description=__doc__)
    parser.add_argument("--port", type=int, default=8400, help="Where to serve (8400).")
    parser.add_argument("--no-build", action="store_true", help="Take the code of this tree instead of built layers.")
    asked = parser.parse_args()
    os.environ.update(CREDENTIALS)
    # By itself it would end the process at once, and the stand-in would stay.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    address = f"http://127.0.0.1:{asked.port}"
    with tempfile.TemporaryDirectory(prefix="layers-") as folder, StandIn() as standin:
        say(f"The stand-in for AWS is at {standin.url}.")
        built = None if asked.no_build else build(Path(folder))
        say("Deploying template.yaml through CloudFormation …")
        environment = {"FLOW_ALLOW_PRIVATE_NETWORK": "true", "FLOW_RATE_LIMITS": "off"}
        parameters = {"PublicUrl": address}
        stack = Deployment(standin, "flow-builder", built=built, parameters=parameters, environment=environment)
        for name, value in stack.outputs.items():
            say(f"  {name:<18} {value}")
        say(f"\nFlow Builder is at {address}, until you press Ctrl+C.")
        uvicorn.run(front(stack), host="127.0.0.1", port=asked.port, log_level="warning")


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
