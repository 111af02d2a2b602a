"""Which taker of payments a host has."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flow_builder.errors import InvalidInput
from flow_builder.payments import Payments
from flow_builder.settings import Settings

if TYPE_CHECKING:
    import httpx


def taker_of_payments(settings: Settings, http: "Callable[[], httpx.AsyncClient]") -> Payments | None:
    """Returns who takes payments for credits; InvalidInput `settings.payments` when it lacks its secrets."""
    if settings.payments == "off":
        return None
    if settings.payments == "local":
        from flow_builder.payments.local import LocalPayments

        return LocalPayments()
    if settings.stripe_key is None or settings.stripe_secrets is None:
        raise InvalidInput(
            "Payments through Stripe need FLOW_STRIPE_KEY and FLOW_STRIPE_SECRETS.", code="settings.payments"
        )
    from flow_builder.payments.stripe import StripePayments

    secrets = [each.strip() for each in settings.stripe_secrets.get_secret_value().split(",")]
    return StripePayments(http, settings.stripe_key.get_secret_value(), secrets)
