"""Pass 1: the document is of the current version."""

from flow_builder.compiler.model import Context, Draft
from flow_builder.domain.document import SCHEMA_VERSION


def upgrade(draft: Draft, context: Context) -> Draft:
    """Returns the draft as it is; reports a version that `load_document` did not upgrade.

    Before: Draft(document)    After: the same
    """
    if draft.document.schema_ != SCHEMA_VERSION:
        context.report.add(
            "document.version",
            f"The document has version {draft.document.schema_}, the compiler takes version {SCHEMA_VERSION}.",
            field="/schema",
            hint="Import the document, which upgrades it.",
        )
    return draft
