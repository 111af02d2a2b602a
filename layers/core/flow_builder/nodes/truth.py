"""Truth as expressions see it, for every node that asks whether a value holds."""

from flow_builder.domain.value import JSON


def truthy(value: JSON) -> bool:
    """Returns the JavaScript truth of a JSON value: "", 0, NaN, null and false are false, also empty lists are true."""
    if isinstance(value, float) and value != value:  # noqa: PLR0124 - the test for NaN that needs no import
        return False
    if isinstance(value, list | tuple | dict):
        return True
    return bool(value)
