"""Processes below a process: found in /proc, and ended for good.

A worker starts a driver, the driver a Chromium in a process group of its own, so ending the worker's group is not
enough. A process is named by its id and its start time: ids are used again.
"""

import contextlib
import os
import signal
from collections.abc import Iterable
from pathlib import Path

Process = tuple[int, int]
"""(process id, start time in clock ticks since boot)."""

_PROC = Path("/proc")


def descendants(pid: int) -> list[Process]:
    """Returns the processes below one, children before grandchildren; nothing where there is no /proc."""
    below: dict[int, list[Process]] = {}
    for process, parent in _all():
        below.setdefault(parent, []).append(process)
    found: list[Process] = []
    queue = [pid]
    while queue:
        here = below.get(queue.pop(0), [])
        found.extend(here)
        queue.extend(child for child, _ in here)
    return found


def alive(process: Process) -> bool:
    """Tells whether this very process still runs; one that ended but was not waited for does not."""
    stat = _stat(process[0])
    return stat is not None and stat[0] == process and stat[2] != "Z"


def kill(processes: Iterable[Process]) -> None:
    """Ends processes at once, each with its process group if it leads one; those that are gone are fine."""
    for process in processes:
        if not alive(process):
            continue
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getpgid(process[0]) == process[0]:
                os.killpg(process[0], signal.SIGKILL)
            else:
                os.kill(process[0], signal.SIGKILL)


def _all() -> Iterable[tuple[Process, int]]:
    try:
        pids = [int(path.name) for path in _PROC.iterdir() if path.name.isdigit()]
    except FileNotFoundError:
        return
    for pid in pids:
        if (stat := _stat(pid)) is not None:
            yield stat[0], stat[1]


def _stat(pid: int) -> tuple[Process, int, str] | None:
    """Returns (process, parent's id, state)."""
    try:
        text = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()
    return (pid, int(fields[19])), int(fields[1]), fields[0]
