"""The host's own log."""

import json
import logging
from collections.abc import Iterator

import pytest

from flow_builder.telemetry import configure, correlation_id


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger("flow_builder")
    before = root.level, root.propagate, root.handlers[:]
    yield
    root.level, root.propagate, root.handlers[:] = before


def test_the_log_is_lines_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    configure("warning")
    log = logging.getLogger("flow_builder.somewhere")
    token = correlation_id.set("req-1")
    log.info("too quiet")
    log.warning("disk %s is\nfull", "a")
    correlation_id.reset(token)
    log.error("broken", exc_info=ValueError("no"))
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert first.pop("time").endswith("Z")
    assert first == {
        "level": "warning",
        "logger": "flow_builder.somewhere",
        "message": "disk a is\nfull",
        "correlation_id": "req-1",
    }
    assert "correlation_id" not in second
    assert second["error"].endswith("ValueError: no")


def test_the_level_can_be_changed(capsys: pytest.CaptureFixture[str]) -> None:
    configure("warning")
    configure("info")
    logging.getLogger("flow_builder").info("once")
    assert len(capsys.readouterr().err.splitlines()) == 1
