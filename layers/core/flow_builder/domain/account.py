"""An account: who somebody is on this installation, and from where that one is signed in."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

MOST_EMAIL_CHARS = 254
_EMAIL = re.compile(r"[^\s@<>\"(),:;\\\[\]]{1,64}@[^\s@<>\"(),:;\\\[\]_]+\.?[^\s@<>\"(),:;\\\[\]_.]")


def _email(text: str) -> str:
    found = unicodedata.normalize("NFKC", text.strip())
    if not _EMAIL.fullmatch(found) or len(found) > MOST_EMAIL_CHARS or not found.isprintable() or ".." in found:
        raise ValueError("it is not an e-mail address")
    return found


def _name(text: str) -> str:
    found = " ".join(text.split())
    if not found.isprintable():
        raise ValueError("it has characters that cannot be shown")
    return found


EmailAddress = Annotated[str, Field(max_length=320, examples=["ada@example.com"]), AfterValidator(_email)]
PersonName = Annotated[str, Field(max_length=100, examples=["Ada Lovelace"]), AfterValidator(_name)]


def canonical(email: str) -> str:
    """Returns the form in which two spellings of an address are the same."""
    return email.casefold()


class User(BaseModel):
    """A person with an account. Times are milliseconds since the epoch."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    email: str
    name: str = ""
    verified: bool = False
    """Whether the address was proven to be theirs."""
    workspace: str
    """The personal workspace."""
    has_password: bool = False
    two_factor: bool = False
    """Whether signing in takes a code, too."""
    created_at: int


class Session(BaseModel):
    """A place where somebody is signed in; ends after 30 days without use."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    user: str
    created_at: int
    used_at: int
    address: str = ""
    """Network address it was last used from."""
    agent: str = ""
    """What the client calls itself."""


class Identity(BaseModel):
    """An account elsewhere that signs in here."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    issuer: str
    """Name of the issuer in this host's settings."""
    email: str | None = None
    linked_at: int
