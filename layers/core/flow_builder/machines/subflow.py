"""Runs that a step of another run calls."""

from collections.abc import Awaitable, Callable

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.domain.value import JSON

FindFlow = Callable[[str, str], Awaitable[tuple[FlowDocument, str, int | None]]]
"""(workspace, flow) -> what a call of it executes: document, its hash, published version; NotFound."""


async def called(find_flow: FindFlow, parent: Run, flow: str, input_: JSON) -> tuple[Run, FlowDocument]:
    """Returns a new run of the called flow, not stored yet, and the document it executes; NotFound."""
    document, hash_, version = await find_flow(parent.workspace, flow)
    run = Run(
        id=new_id("r"),
        workspace=parent.workspace,
        flow=flow,
        flow_name=document.name,
        version=version,
        document=hash_,
        trigger="subflow",
        input=input_,
        parent=parent.id,
        depth=parent.depth + 1,
        chain=[*parent.chain, parent.flow],
        created_at=now(),
    )
    return run, document
