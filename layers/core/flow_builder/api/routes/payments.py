"""Notices of payment providers: `/payments`. They are known by their signature, not by a token."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response
from pydantic import BaseModel, ConfigDict

from flow_builder.api.deps import TheApp, reply
from flow_builder.errors import LimitExceeded
from flow_builder.services import purchases

router = APIRouter(prefix="/payments", tags=["payments"])

_MOST_BYTES = 256 * 1024
_JSON_BODY = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
}


class Heeded(BaseModel):
    """That a notice was read."""

    model_config = ConfigDict(extra="forbid")

    added: bool
    """Whether it added credits; one that comes again adds nothing."""
    reversed: bool
    """Whether credits went back with the money of an order, or came again with it."""


@router.post("/{provider}/notices", response_model=Heeded, openapi_extra=_JSON_BODY)
async def notice(
    provider: Annotated[str, Path(max_length=40)],
    request: Request,
    app: TheApp,
    stripe_signature: Annotated[str, Header(max_length=2_000)] = "",
) -> Response:
    """Takes a signed notice of a payment, a refund or a dispute; the balance is changed once, however often it comes."""
    body = await request.body()
    if len(body) > _MOST_BYTES:
        raise LimitExceeded("A notice has at most 256 KiB.", code="payment.notice_size")
    added, reversed_ = await purchases.take_notice(app, provider, body, stripe_signature)
    return reply({"added": added, "reversed": reversed_})
