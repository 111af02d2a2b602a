"""Graph to plan: `compile_flow` runs the passes below, top to bottom, and collects what they have to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flow_builder.compiler.diagnostics import Diagnostic, Diagnostics
from flow_builder.compiler.explain import Label, explain
from flow_builder.compiler.inline import inline_regions
from flow_builder.compiler.lower import Target, lower
from flow_builder.compiler.model import Context, Draft
from flow_builder.compiler.passes.check_limits import check_limits
from flow_builder.compiler.passes.check_shape import check_shape
from flow_builder.compiler.passes.check_values import check_values
from flow_builder.compiler.passes.check_variables import check_variables
from flow_builder.compiler.passes.finish import finish
from flow_builder.compiler.passes.place_policies import place_policies
from flow_builder.compiler.passes.regions import regions
from flow_builder.compiler.passes.resolve import resolve
from flow_builder.compiler.passes.simplify import simplify
from flow_builder.compiler.passes.structure import structure
from flow_builder.compiler.passes.upgrade import upgrade
from flow_builder.compiler.stages import InlineRegion
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.plan import Plan
from flow_builder.domain.wording import more_problems
from flow_builder.errors import CompileFailed
from flow_builder.nodes.base import NodeType

Pass = Callable[[Draft, Context], Draft]

PASSES: tuple[Pass, ...] = (
    upgrade,
    resolve,
    check_shape,
    check_values,
    place_policies,
    structure,
    simplify,
    check_variables,
    regions,
    finish,
    check_limits,
)
"""What a document goes through. Those from `structure` on pass an unsound draft through, so that every problem that
can be found without a tree is reported at once."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of a document: a plan, or diagnostics of severity error that say why there is none."""

    plan: Plan | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def asl(self) -> dict[str, Any] | None:
        """The state machine of the plan, with placeholders for the names of a stack's resources; made when asked for."""
        return None if self.plan is None else lower(self.plan)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that prevent the flow from running."""
        return tuple(each for each in self.diagnostics if each.severity == "error")


def compile_flow(document: FlowDocument, catalogue: Mapping[str, NodeType]) -> Compiled:
    """Compiles a document against a catalogue of node types; never raises for what is wrong with the flow."""
    context = Context(catalogue, Diagnostics())
    draft = Draft(document)
    for each in PASSES:
        draft = each(draft, context)
    return Compiled(None if context.report.failed else draft.plan, tuple(context.report.found))


def compile_or_raise(document: FlowDocument, catalogue: Mapping[str, NodeType]) -> Plan:
    """Compiles a document and returns its plan.

    Raises:
        CompileFailed: with `details["diagnostics"]`, all diagnostics as dicts, errors first.
    """
    compiled = compile_flow(document, catalogue)
    if compiled.plan is not None:
        return compiled.plan
    first, *more = compiled.errors
    found = sorted(compiled.diagnostics, key=lambda each: each.severity != "error")
    raise CompileFailed(
        first.message + more_problems(len(more)),
        hint=first.hint,
        field=first.field,
        details={"diagnostics": [each.as_dict() for each in found]},
    )


__all__ = [
    "PASSES",
    "Compiled",
    "Diagnostic",
    "InlineRegion",
    "Label",
    "Target",
    "compile_flow",
    "compile_or_raise",
    "explain",
    "inline_regions",
    "lower",
]
