"""The port to whoever takes payments; an adapter opens a checkout and reads the provider's signed notices."""

from dataclasses import dataclass
from typing import Protocol

from flow_builder.domain.order import Order


@dataclass(frozen=True, slots=True)
class Checkout:
    """Where an order is paid."""

    session: str
    url: str


@dataclass(frozen=True, slots=True)
class Payment:
    """What a provider's notice says was paid."""

    event: str
    """Id of the notice: the same one may come again."""
    session: str
    workspace: str
    order: str
    cents: int
    currency: str


class Payments(Protocol):
    """Takes payments."""

    name: str

    async def checkout(self, order: Order, back: str) -> Checkout:
        """Opens a checkout for an order; the payer comes back to `back`. HostError `payment.failed`."""
        ...

    def read(self, body: bytes, signature: str, at: int) -> Payment | None:
        """Returns what a notice says was paid, None for one about something else; `at` is now, in milliseconds.

        Raises Forbidden `payment.signature` when it is not the provider's or too old, InvalidInput `payment.notice`.
        """
        ...
