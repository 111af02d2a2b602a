"""Takes payments on one machine, where nobody pays: for tests, and to look at how buying works."""

import secrets

from flow_builder.domain.ids import new_id
from flow_builder.domain.order import Order
from flow_builder.payments import Checkout, Payment, Reversal
from flow_builder.payments.notices import notice_of, read_notice, refund_notice_of
from flow_builder.payments.signatures import check, sign


class LocalPayments:
    """Implements Payments; its notices are signed with a secret of this process and made by `pay`."""

    name = "local"

    def __init__(self) -> None:
        self._secret = secrets.token_hex(32)

    async def checkout(self, order: Order, back: str) -> Checkout:
        """Opens a checkout that is paid by the API."""
        return Checkout(new_id("cs"), f"{back}?order={order.id}")

    def pay(self, order: Order, at: int) -> tuple[bytes, str]:
        """Returns the notice (body, signature) that an order was paid."""
        body = notice_of(order, new_id("evt"))
        return body, sign(self._secret, body, at // 1_000)

    def give_back(self, order: Order, cents: int, at: int) -> tuple[bytes, str]:
        """Returns the notice (body, signature) that so many cents of an order, in all, were given back."""
        body = refund_notice_of(order, new_id("evt"), cents)
        return body, sign(self._secret, body, at // 1_000)

    def read(self, body: bytes, signature: str, at: int) -> Payment | Reversal | None:
        """Returns what a notice says was paid or went back, None for any other; Forbidden, InvalidInput."""
        check([self._secret], body, signature, at // 1_000)
        return read_notice(body)
