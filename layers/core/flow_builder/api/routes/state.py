"""What steps share between runs: `/cache`, `/breakers`. Times are milliseconds since the epoch."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from flow_builder.api.deps import Cursor, Limit, TheApp, Workspace, page, reply
from flow_builder.api.shapes import Page
from flow_builder.domain.cache import CacheEntry
from flow_builder.services import state

router = APIRouter(tags=["state"])


class Forgotten(BaseModel):
    """How many cached results were removed."""

    removed: int


class Breaker(BaseModel):
    """The circuit of an outside dependency: `open` while it is not called because it kept failing."""

    name: str = Field(examples=["api.example.com:443"])
    state: Literal["closed", "open", "half_open"]
    failures_in_a_row: int
    calls: int = Field(description="Calls that are remembered, 100 at most.")
    bad_calls: int = Field(description="Those of them that failed or took longer than 5 s.")
    opens_until: int | None = Field(description="When calls are let through again; null unless it is open.")


@router.get("/cache", response_model=Page[CacheEntry])
async def find_cached(
    app: TheApp,
    workspace: Workspace,
    flow: Annotated[str | None, Query(max_length=200)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Lists cached results by flow and step, without their values."""
    return page(*await state.list_cached(app, workspace, flow, limit, cursor))


@router.delete("/cache", response_model=Forgotten)
async def forget_all(
    app: TheApp, workspace: Workspace, flow: Annotated[str | None, Query(max_length=200)] = None
) -> Response:
    """Removes all cached results, or those that steps of one flow made."""
    return reply({"removed": await state.forget_all_cached(app, workspace, flow)})


@router.delete("/cache/{key}", status_code=204)
async def forget(key: str, app: TheApp, workspace: Workspace) -> Response:
    """Removes a cached result: the next equal step is executed."""
    await state.forget_cached(app, workspace, key)
    return Response(status_code=204)


@router.get("/breakers", response_model=Page[Breaker])
async def find_breakers(app: TheApp, workspace: Workspace) -> Response:
    """Lists the circuits of the host's own process; each browser worker has others of its own."""
    return page(state.list_breakers(app, workspace), None)


@router.post("/breakers/{name:path}/reset", status_code=204)
async def reset_breaker(name: str, app: TheApp, workspace: Workspace) -> Response:
    """Closes a circuit and forgets its failures: the next call goes through."""
    state.reset_breaker(app, workspace, name)
    return Response(status_code=204)
