"""An order of credits."""

from pydantic import BaseModel, ConfigDict


class Order(BaseModel):
    """A pack of credits that a workspace wants to buy; it is `paid` once the provider has said so."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    id: str
    workspace: str
    pack: str
    credits: int
    cents: int
    currency: str
    provider: str
    status: str = "open"
    """`open` or `paid`."""
    by: str = ""
    """Principal who ordered it."""
    session: str | None = None
    """The provider's id of the checkout."""
    url: str | None = None
    """Where it is paid."""
    created_at: int
    paid_at: int | None = None
