"""Reads and writes notices in the form Stripe gives them: a checkout was paid, money went back, or came again."""

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import to_json

from flow_builder.domain.order import Order
from flow_builder.errors import InvalidInput
from flow_builder.payments import Payment, Reversal

_PAID = frozenset({"checkout.session.completed", "checkout.session.async_payment_succeeded"})
_REFUNDED = "charge.refunded"
_DISPUTES: dict[str, Literal["dispute", "reinstated"]] = {
    "charge.dispute.funds_withdrawn": "dispute",
    "charge.dispute.funds_reinstated": "reinstated",
}
"""When money moves; that a dispute was opened or closed moves none by itself."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class _Marks(_Part):
    workspace: str
    order: str


class _Session(_Part):
    id: str
    payment_status: str
    payment_intent: str | None = None
    amount_total: int
    currency: str
    metadata: _Marks


class _Charge(_Part):
    id: str
    payment_intent: str | None = None
    amount_refunded: int = Field(ge=0)
    currency: str


class _Dispute(_Part):
    id: str
    payment_intent: str | None = None
    amount: int = Field(ge=0)
    currency: str


class _Kind(_Part):
    id: str
    type: str


_Object = TypeVar("_Object", _Session, _Charge, _Dispute)


class _Data(_Part, Generic[_Object]):
    object: _Object


class _Notice(_Part, Generic[_Object]):
    data: _Data[_Object]


def read_notice(body: bytes) -> Payment | Reversal | None:
    """Returns the payment, or the money going back, that a notice tells of, None for others; InvalidInput `payment.notice`."""
    try:
        kind = _Kind.model_validate_json(body)
        if kind.type in _PAID:
            return _paid(kind.id, _Notice[_Session].model_validate_json(body).data.object)
        if kind.type == _REFUNDED:
            charge = _Notice[_Charge].model_validate_json(body).data.object
            return _reversal(kind.id, "refund", charge, charge.amount_refunded)
        if kind.type in _DISPUTES:
            dispute = _Notice[_Dispute].model_validate_json(body).data.object
            return _reversal(kind.id, _DISPUTES[kind.type], dispute, dispute.amount)
    except ValidationError as error:
        raise InvalidInput("This is not a notice of a payment.", code="payment.notice") from error
    return None


def _paid(event: str, session: _Session) -> Payment | None:
    if session.payment_status != "paid":
        return None
    marks, currency = session.metadata, session.currency.lower()
    return Payment(
        event, session.id, marks.workspace, marks.order, session.amount_total, currency, session.payment_intent
    )


def _reversal(
    event: str, kind: Literal["refund", "dispute", "reinstated"], what: _Charge | _Dispute, cents: int
) -> Reversal | None:
    """Returns the reversal of a payment, None for a charge that no checkout made."""
    if what.payment_intent is None:
        return None
    return Reversal(event, what.payment_intent, kind, what.id, cents, what.currency.lower())


def notice_of(order: Order, event: str) -> bytes:
    """Returns the notice that an order was paid."""
    session: dict[str, Any] = {
        "id": order.session,
        "object": "checkout.session",
        "payment_status": "paid",
        "payment_intent": payment_of(order),
        "amount_total": order.cents,
        "currency": order.currency,
        "metadata": {"workspace": order.workspace, "order": order.id},
    }
    return _notice(event, "checkout.session.completed", session)


def refund_notice_of(order: Order, event: str, cents: int) -> bytes:
    """Returns the notice that so many cents of an order, in all, were given back."""
    charge = {"id": f"ch_{order.id}", "object": "charge", "amount_refunded": cents}
    return _notice(event, _REFUNDED, {**charge, "payment_intent": payment_of(order), "currency": order.currency})


def dispute_notice_of(order: Order, event: str, *, withdrawn: bool, dispute: str = "dp_1") -> bytes:
    """Returns the notice that the payer's bank took the money of an order back, or gave it again."""
    about = {"id": dispute, "object": "dispute", "amount": order.cents, "currency": order.currency}
    type_ = next(name for name, kind in _DISPUTES.items() if (kind == "dispute") is withdrawn)
    return _notice(event, type_, {**about, "payment_intent": payment_of(order)})


def payment_of(order: Order) -> str:
    """Returns what the payment of an order is called where nobody pays."""
    return f"pi_{order.id}"


def _notice(event: str, type_: str, about: dict[str, Any]) -> bytes:
    return to_json({"id": event, "object": "event", "type": type_, "data": {"object": about}})
