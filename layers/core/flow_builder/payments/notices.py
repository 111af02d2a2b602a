"""Reads and writes the notice of a paid checkout, in the form Stripe gives it."""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import to_json

from flow_builder.domain.order import Order
from flow_builder.errors import InvalidInput
from flow_builder.payments import Payment

_PAID = frozenset({"checkout.session.completed", "checkout.session.async_payment_succeeded"})


class _Marks(BaseModel):
    model_config = ConfigDict(extra="ignore")

    workspace: str
    order: str


class _Session(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    id: str
    payment_status: str
    amount_total: int
    currency: str
    metadata: _Marks


class _Kind(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    id: str
    type: str


class _Data(BaseModel):
    model_config = ConfigDict(extra="ignore")

    object: _Session


class _Notice(BaseModel):
    model_config = ConfigDict(extra="ignore")

    data: _Data


def read_notice(body: bytes) -> Payment | None:
    """Returns the payment that a notice tells of, None for other notices; InvalidInput `payment.notice`."""
    try:
        kind = _Kind.model_validate_json(body)
        if kind.type not in _PAID:
            return None
        session = _Notice.model_validate_json(body).data.object
    except ValidationError as error:
        raise InvalidInput("This is no notice of a payment.", code="payment.notice") from error
    if session.payment_status != "paid":
        return None
    marks = session.metadata
    return Payment(kind.id, session.id, marks.workspace, marks.order, session.amount_total, session.currency.lower())


def notice_of(order: Order, event: str) -> bytes:
    """Returns the notice that an order was paid."""
    session: dict[str, Any] = {
        "id": order.session,
        "object": "checkout.session",
        "payment_status": "paid",
        "amount_total": order.cents,
        "currency": order.currency,
        "metadata": {"workspace": order.workspace, "order": order.id},
    }
    return to_json({"id": event, "object": "event", "type": "checkout.session.completed", "data": {"object": session}})
