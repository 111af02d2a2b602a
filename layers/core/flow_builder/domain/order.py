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
    refunded_cents: int = 0
    """What of the price was given back."""
    disputes: dict[str, int] = {}
    """What the payer's bank took back, in cents, by dispute; 0 for one that was decided otherwise in the end."""
    reversed: int = 0
    """Credits that went back with the money, those that are still owed included."""

    @property
    def returned_cents(self) -> int:
        """What of the price is with the payer again."""
        return min(self.cents, self.refunded_cents + sum(self.disputes.values()))
