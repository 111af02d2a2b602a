"""Pass 10: the plan itself."""

from dataclasses import replace

from flow_builder.compiler.model import Context, Draft
from flow_builder.domain.documents import document_hash
from flow_builder.domain.plan import Plan


def finish(draft: Draft, context: Context) -> Draft:  # noqa: ARG001 - the signature all passes share
    """Makes the plan of a finished tree.

    Before: Draft(document, root, compensations)    After: Draft(..., plan)
    """
    if draft.root is None:
        return draft
    document = draft.document
    plan = Plan(
        hash=document_hash(document),
        name=document.name,
        settings=document.settings,
        root=draft.root,
        input_schema=document.input_schema,
        compensations=dict(draft.compensations),
    )
    return replace(draft, plan=plan)
