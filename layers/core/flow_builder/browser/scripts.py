"""JavaScript that runs inside pages; each `.js` file beside this one holds one function expression."""

from functools import cache
from importlib.resources import files

_IDENTITY = "IDENTITY"
"""Stands for the function of `identity.js` in the others."""


@cache
def script(name: str) -> str:
    """Returns the function in `<name>.js`."""
    text = (files("flow_builder.browser") / f"{name}.js").read_text(encoding="utf-8")
    return text.replace(_IDENTITY, script("identity")) if _IDENTITY in text else text
