"""JavaScript that runs inside pages; each `.js` file beside this one holds one function expression."""

from functools import cache
from importlib.resources import files


@cache
def script(name: str) -> str:
    """Returns the function in `<name>.js`."""
    return (files("flow_builder.browser") / f"{name}.js").read_text(encoding="utf-8")
