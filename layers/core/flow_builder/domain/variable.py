"""Workspace variables: what flows of a workspace read as `env.NAME`. They are plain text; secrets are credentials."""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

MAX_VARIABLES = 500
MAX_CHARS = 8_000
MAX_BYTES = 200_000
"""Of all names and values of a workspace together: they are one item of the store, and read at the start of each run."""

Name = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,99}$", examples=["BASE_URL"])]
Value = Annotated[str, Field(max_length=MAX_CHARS)]

_SECRET = re.compile(
    r"(?:^|_)(?:pass(?:word|wd|phrase)?|pwd|secrets?|tokens?|bearer|api_?key|access_?key|private_?key|credentials?|auth)(?:_|$)"
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Variables(BaseModel):
    """The variables of a workspace with the revision of their last change, 0 before the first."""

    model_config = ConfigDict(defer_build=True)

    variables: dict[str, str] = Field(default_factory=dict)
    updated_at: int | None = None
    rev: int = 0


def looks_secret(name: str) -> bool:
    """Tells whether a variable is named as if it held a secret: `API_KEY`, `dbPassword`."""
    return _SECRET.search(_HUMP.sub("_", name).lower()) is not None
