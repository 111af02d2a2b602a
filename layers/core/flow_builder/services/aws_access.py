"""What a flow may do in AWS: what it calls there, and the role that lets it."""

from dataclasses import dataclass

from flow_builder.compiler import compile_or_raise
from flow_builder.compiler.access import policy_of
from flow_builder.domain.flow_role import FlowRole, Policy
from flow_builder.services.app import App
from flow_builder.services.flows import read_flow


@dataclass(frozen=True, slots=True)
class Access:
    """The policy that a flow's document needs, and the role of the flow as it is."""

    policy: Policy | None
    role: FlowRole


async def aws_access(app: App, workspace: str, flow: str, version: int | None = None) -> Access:
    """Returns what the draft, or a published version, calls of AWS, and the flow's role; NotFound, CompileFailed."""
    _, document = await read_flow(app, workspace, flow, version)
    policy = policy_of(compile_or_raise(document, app.catalogue), app.catalogue)
    return Access(policy, await app.machine.role(workspace, flow) or FlowRole())
