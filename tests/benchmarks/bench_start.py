"""Start-up, imports and idle memory of the local host, beside a bare Python process and bare FastAPI."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import median_ms, show
from tests.support.host import ROOT, Host


def importing(code: str) -> float:
    """Returns the median milliseconds of a Python process that executes one line."""
    return median_ms(lambda: subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT))


def resident_mib(pid: int) -> float:
    """Returns a process's resident memory."""
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Prints the figures."""
    bare = importing("pass")
    fastapi = importing("import fastapi, uvicorn")
    show("import of the compiler and engine", importing("import flow_builder.machines.local"), "ms", "python", bare)
    show("import of the local host", importing("import flow_builder.cli.serve"), "ms", "FastAPI and uvicorn", fastapi)
    show(
        "flow --help",
        importing("import sys; sys.argv = ['flow']; from flow_builder.cli import app"),
        "ms",
        "python",
        bare,
    )
    with tempfile.TemporaryDirectory() as name:
        taken = []
        for number in range(4):
            host = Host(Path(name) / str(number), "--browser-workers", "0", cold=True)
            started = time.perf_counter()
            host.start()
            taken.append((time.perf_counter() - started) * 1000)
            memory = resident_mib(host.process.pid) if host.process else 0.0
            host.stop()
        show("start of the local host until it answers", sorted(taken)[1], "ms", "import of FastAPI", fastapi)
        show("idle memory of the local host", memory, "MiB")
