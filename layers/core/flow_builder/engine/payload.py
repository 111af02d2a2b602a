"""Outputs on their way into the store: made JSON, measured, redacted, spilled when large."""

from typing import Any

from pydantic_core import PydanticSerializationError, from_json, to_json

from flow_builder.domain import limits
from flow_builder.domain.value import JSON
from flow_builder.engine.redact import Redactor
from flow_builder.errors import NodeError

CONTAINER_BYTES = 64 * 1024 * 1024
"""Limit of a container's output: results of all iterations together may be larger than one step's output."""


def encode(value: Any, redactor: Redactor, limit: int = limits.MAX_OUTPUT_BYTES) -> bytes:
    """Returns a node's result as JSON without secrets; not-a-number and infinity become null.

    Raises NodeError: `output.not_json` (an object JSON has no form for, invalid text), `output.too_large`.
    """
    try:
        raw = to_json(value, inf_nan_mode="null")
    except (PydanticSerializationError, UnicodeError, ValueError, RecursionError) as error:
        raise NodeError(
            f"The output is not JSON: {error}.",
            code="output.not_json",
            hint="Outputs are made of null, booleans, numbers, valid text, lists and objects.",
        ) from error
    if len(raw) > limit:
        raise NodeError(
            f"The output has {len(raw):,} bytes; the limit is {limit:,}.",
            code="output.too_large",
            hint="Save large data as an artifact or to a dataset, and pass the descriptor on.",
            details={"bytes": len(raw), "limit": limit},
        )
    return redactor.clean_bytes(raw)


def decode(raw: bytes) -> JSON:
    """Returns the JSON value, just as any later reader of the record will see it."""
    return from_json(raw, cache_strings="keys")


def preview(raw: bytes) -> str:
    """Returns the beginning of a spilled value as text."""
    return raw[: limits.PREVIEW_CHARS * 4].decode("utf-8", "ignore")[: limits.PREVIEW_CHARS]
