"""The port to whoever takes payments; an adapter opens a checkout and reads the provider's signed notices."""

from dataclasses import dataclass
from typing import Literal, Protocol

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
    payment: str | None = None
    """The provider's id of the payment, which notices of money that goes back name."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """What a provider's notice says about money that went back to the payer, or that came again after all."""

    event: str
    payment: str
    """The provider's id of the payment."""
    kind: Literal["refund", "dispute", "reinstated"]
    """The host's operator gave money back; the payer's bank took it; the bank decided for the operator."""
    id: str
    """What it is about: the charge, or the dispute."""
    cents: int
    """Of a refund, all that was given back so far; of a dispute, what it is over."""
    currency: str


class Payments(Protocol):
    """Takes payments."""

    name: str

    async def checkout(self, order: Order, back: str) -> Checkout:
        """Opens a checkout for an order; the payer comes back to `back`. HostError `payment.failed`."""
        ...

    def read(self, body: bytes, signature: str, at: int) -> Payment | Reversal | None:
        """Returns what a notice says was paid or went back, None for any other; `at` is now, in milliseconds.

        Raises Forbidden `payment.signature` when it is not the provider's or too old, InvalidInput `payment.notice`.
        """
        ...
