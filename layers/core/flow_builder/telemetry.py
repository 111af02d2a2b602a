"""Logs and metrics: made on first use, so that nothing is paid for at import.

Modules log with `logging.getLogger(__name__)`; `configure` sends that to stderr as lines of JSON, which in the
cloud is where logs are taken from. Lines of an API request, and of the run that it starts, carry its correlation id.
"""

import json
import logging
import os
import sys
import time
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aws_lambda_powertools import Metrics

SERVICE = "flow-builder"
_ROOT = "flow_builder"

correlation_id: ContextVar[str | None] = ContextVar("correlation_id", default=None)
"""Id of the API request under way; log lines and error answers carry it."""


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON: time, level, logger, message, its own fields, correlation id, error."""

    def format(self, record: logging.LogRecord) -> str:
        """Returns the line."""
        line: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update(getattr(record, "fields", {}))
        if (request := correlation_id.get()) is not None:
            line["correlation_id"] = request
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure(level: str = "warning") -> None:
    """Sends the product's logs of at least `level` to stderr as JSON lines; calling it again changes the level."""
    root = logging.getLogger(_ROOT)
    root.setLevel(level.upper())
    root.propagate = False
    for handler in [each for each in root.handlers if isinstance(each.formatter, JsonLines)]:
        root.removeHandler(handler)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root.addHandler(handler)


@cache
def metrics() -> "Metrics":
    """Returns the Powertools metrics (EMF) of a function in the cloud."""
    from aws_lambda_powertools import Metrics

    return Metrics(namespace="FlowBuilder", service=os.environ.get("POWERTOOLS_SERVICE_NAME", SERVICE))
