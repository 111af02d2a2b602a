"""Keeps a few evaluating processes at hand; one evaluation has a process to itself while it runs."""

import atexit
import os
import threading
from typing import Any

from flow_builder.expressions.worker import Worker

_KEPT = 2
_idle: list[Worker] = []
_lock = threading.Lock()


def ask(method: str, *arguments: Any, seconds: float, **options: Any) -> str:
    """Returns what the realm's method returns in another process. Raises Stopped; HostError if none can be started."""
    worker = _take() or Worker()
    try:
        return worker.ask(method, *arguments, seconds=seconds, **options)
    finally:
        _give_back(worker)


def _take() -> Worker | None:
    while True:
        with _lock:
            if not _idle:
                return None
            worker = _idle.pop()
        if worker.running():
            return worker
        worker.close()


def warm_up() -> None:
    """Starts a process unless one is idle, so that the first evaluation that needs it does not wait for its start."""
    with _lock:
        if _idle:
            return
    _give_back(Worker())


def close() -> None:
    """Ends the idle processes."""
    with _lock:
        workers = _idle[:]
        _idle.clear()
    for worker in workers:
        worker.close()


def _give_back(worker: Worker) -> None:
    if worker.alive:
        with _lock:
            if len(_idle) < _KEPT:
                _idle.append(worker)
                return
        worker.close()


def _forget() -> None:
    """A forked child must not talk over its parent's pipes."""
    global _lock  # noqa: PLW0603 -- another thread may have held it at the fork
    _lock = threading.Lock()
    for worker in _idle:
        worker.disown()
    _idle.clear()


atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
