"""Validation messages in the words of flow authors instead of Python's."""

import re

_PLAIN = (
    (re.compile(r"a valid (tuple|list|set|frozenset|array)\b"), "a list"),
    (re.compile(r"a valid dictionary or (object to extract fields from|instance of \w+)"), "an object"),
    (re.compile(r"a valid dictionary\b"), "an object"),
    (re.compile(r"\bTuple should\b"), "the list should"),
    (re.compile(r"Unable to extract tag using discriminator '(\w+)'"), r"it lacks `\1`, which says what kind it is"),
)


def plain_message(message: str) -> str:
    """Returns a pydantic message without its prefixes and without names of Python types.

    >>> plain_message("Input should be a valid tuple")
    'it should be a list'
    """
    text = re.sub(r"^(Value error, |Assertion failed, )", "", message).rstrip(".")
    text = re.sub(r"^(Input|String) should\b", "it should", text)
    text = re.sub(r"^it should match pattern '(.*)'$", r"it does not have the form `\1`", text)
    for pattern, replacement in _PLAIN:
        text = pattern.sub(replacement, text)
    return {"Extra inputs are not permitted": "it is not a known field", "Field required": "it is missing"}.get(
        text, text
    )


def more_problems(count: int) -> str:
    """Returns ` (2 more problems)` for the end of a message, or nothing."""
    return f" ({count} more problem{'s' if count > 1 else ''})" if count > 0 else ""
