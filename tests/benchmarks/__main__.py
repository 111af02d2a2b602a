"""Runs every `bench_*.py` beside this file, or those named: `python -m tests.benchmarks engine webhook`."""

import importlib
import sys
from pathlib import Path

from tests.benchmarks.figures import machine


def main(names: list[str]) -> None:
    """Runs the benchmarks and prints their figures."""
    found = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    print(f"# {machine()}")  # noqa: T201 - printing is what a benchmark is for
    for name in names or found:
        print(f"\n## {name}", flush=True)  # noqa: T201
        importlib.import_module(f"tests.benchmarks.bench_{name}").main()


main(sys.argv[1:])
