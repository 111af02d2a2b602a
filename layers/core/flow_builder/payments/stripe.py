"""Takes payments through Stripe's hosted checkout (`POST /v1/checkout/sessions`) and its webhook notices."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from flow_builder.domain.order import Order
from flow_builder.domain.prices import PACKS
from flow_builder.errors import HostError
from flow_builder.payments import Checkout, Payment, Reversal
from flow_builder.payments.notices import read_notice
from flow_builder.payments.signatures import check

if TYPE_CHECKING:
    import httpx

_TIMEOUT_S = 20.0


class StripePayments:
    """Implements Payments.

    Args:
        http: The shared client behind the network guard.
        key: Secret API key, `sk_…`.
        secrets: Signing secrets of the webhook, `whsec_…`; two while one is replaced by another.
        api: Where the provider's API is.
    """

    name = "stripe"

    def __init__(
        self,
        http: "Callable[[], httpx.AsyncClient]",
        key: str,
        secrets: Sequence[str],
        api: str = "https://api.stripe.com",
    ) -> None:
        self._http = http
        self._key = key
        self._secrets = secrets
        self._api = api

    async def checkout(self, order: Order, back: str) -> Checkout:
        """Opens a checkout, once per order; HostError `payment.failed`."""
        import httpx

        form = {
            "mode": "payment",
            "success_url": f"{back}?order={order.id}&paid=1",
            "cancel_url": f"{back}?order={order.id}",
            "client_reference_id": order.workspace,
            "metadata[workspace]": order.workspace,
            "metadata[order]": order.id,
            "payment_intent_data[metadata][order]": order.id,
            "line_items[0][quantity]": "1",
            "line_items[0][price_data][currency]": order.currency,
            "line_items[0][price_data][unit_amount]": str(order.cents),
            "line_items[0][price_data][product_data][name]": f"{PACKS[order.pack].credits:,} credits",
        }
        headers = {"authorization": f"Bearer {self._key}", "idempotency-key": order.id}
        try:
            answer = await self._http().post(
                f"{self._api}/v1/checkout/sessions", data=form, headers=headers, timeout=_TIMEOUT_S
            )
            said = answer.json() if answer.is_success else {}
            return Checkout(str(said["id"]), str(said["url"]))
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise HostError(
                "The payment provider did not open a checkout.",
                code="payment.failed",
                hint="Nothing was charged. Try again in a moment.",
            ) from error

    def read(self, body: bytes, signature: str, at: int) -> Payment | Reversal | None:
        """Returns what a notice says was paid or went back, None for any other; Forbidden, InvalidInput."""
        check(self._secrets, body, signature, at // 1_000)
        return read_notice(body)
