"""Rate limits: `/limits`, and what is left of them."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from flow_builder.api.deps import TheApp, ThePrincipal, reply
from flow_builder.domain.principal import Category
from flow_builder.domain.rates import WINDOW_S
from flow_builder.services.limits import read_limits

router = APIRouter(prefix="/limits", tags=["limits"])


class LimitView(BaseModel):
    """One of the caller's limits."""

    category: Category
    limit: int = Field(description="Requests in any minute.", examples=[100])
    remaining: int = Field(examples=[97])
    reset_s: int = Field(description="Seconds until there will be more; 0 when nothing is used.", examples=[42])


class LimitsView(BaseModel):
    """The caller's limits."""

    enforced: bool = Field(description="Whether this host refuses what is over them (FLOW_RATE_LIMITS).")
    window_s: int
    categories: list[LimitView]
    flow_starts: int = Field(description="Calls of one flow's webhook and form in a minute, whoever makes them.")


@router.get("", response_model=LimitsView)
async def read(app: TheApp, principal: ThePrincipal) -> Response:
    """Returns how often the caller may ask, and how much of that is left."""
    return reply(
        {
            "enforced": app.settings.rate_limits == "on",
            "window_s": WINDOW_S,
            "categories": await read_limits(app, principal),
            "flow_starts": app.settings.flow_starts_per_minute,
        }
    )
