"""What the compiler says of a document is worked out once."""

from types import MappingProxyType
from typing import Any

from flow_builder.domain.documents import load_document
from flow_builder.nodes import CATALOGUE
from flow_builder.nodes.base import NodeType
from flow_builder.services.diagnoses import Diagnoses


class Counted(dict[str, NodeType]):
    """A catalogue that counts how often a type was looked up."""

    asked = 0

    def __getitem__(self, name: str) -> NodeType:
        self.asked += 1
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.asked += 1
        return super().get(name, default)


def document(config: str, x: float = 0) -> dict[str, Any]:
    node = {"id": "n", "key": "said", "type": "core.merge", "config": {"value": config}, "position": {"x": x, "y": 0}}
    return {"schema": 1, "name": "One", "nodes": [node], "edges": []}


def test_a_document_is_compiled_again_only_when_it_means_something_else() -> None:
    counted = Counted(CATALOGUE)
    diagnoses = Diagnoses(MappingProxyType(counted))
    first = diagnoses.of(load_document(document("{{ steps.gone }}")))
    compiled = counted.asked
    assert first
    assert compiled

    assert diagnoses.of(load_document(document("{{ steps.gone }}", x=40))) == first
    assert counted.asked == compiled

    assert diagnoses.of(load_document(document("fine"))) != first
    assert counted.asked > compiled


def test_only_the_last_documents_are_remembered() -> None:
    counted = Counted(CATALOGUE)
    diagnoses = Diagnoses(counted)
    for number in range(257):
        diagnoses.of(load_document(document(f"{number}")))
    compiled = counted.asked
    diagnoses.of(load_document(document("256")))
    assert counted.asked == compiled
    diagnoses.of(load_document(document("0")))
    assert counted.asked > compiled
