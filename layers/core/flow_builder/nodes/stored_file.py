"""The output of nodes that keep one file: the descriptor to hand on, and its facts for expressions."""

from typing import Any, Self

from flow_builder.domain.value import Artifact
from flow_builder.nodes.base import NodeOutput


class StoredFile(NodeOutput):
    """A file that was kept as an artifact."""

    artifact: Artifact
    name: str
    content_type: str
    bytes: int
    sha256: str

    @classmethod
    def of(cls, artifact: Artifact, **more: Any) -> Self:
        """Returns the output for a file; `more` are the fields that a node adds."""
        facts = artifact.model_dump(exclude={"artifact"})
        return cls(artifact=artifact, **facts, **more)
