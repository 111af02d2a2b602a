"""Every node type is complete and does what its own examples say.

Examples that need a web server or a page are executed beside the tests that have one, with `example_cases`.
"""

import inspect
import json
import sys
from contextlib import AsyncExitStack
from typing import Any, Literal, get_args, get_origin

import jsonschema
import pytest
from pydantic import BaseModel

from flow_builder.network.client import make_client
from flow_builder.network.guard import NetworkPolicy
from flow_builder.nodes import CATALOGUE
from flow_builder.nodes.base import Example, NodeType
from flow_builder.nodes.reference import describe
from flow_builder.nodes.testing import as_json, check_example
from tests.support.examples import available_types, example_cases

TYPES = available_types()
CONTAINERS = {"loop", "try", "parallel"}


def models_within(annotation: Any, seen: frozenset[Any] = frozenset()) -> set[type[BaseModel]]:
    """Returns the models in a type, those within their fields included; a model may hold itself."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation in seen:
            return set()
        inner = (models_within(info.annotation, seen | {annotation}) for info in annotation.model_fields.values())
        return {annotation}.union(*inner)
    return set().union(*(models_within(each, seen) for each in get_args(annotation)))


@pytest.mark.parametrize(("node_type", "example"), example_cases("nothing", "backend"))
async def test_an_example_gives_what_it_promises(node_type: NodeType, example: Example) -> None:
    async with AsyncExitStack() as stack:
        online = node_type.folder in {"http", "notify"}  # for what is refused before anything is sent
        http = await stack.enter_async_context(make_client(NetworkPolicy(allow_private=False))) if online else None
        outcome = await check_example(node_type, example, http=http)
    if outcome is not None and outcome.suspended is None and node_type.output is not None:
        schema = node_type.output.model_json_schema(mode="serialization")
        jsonschema.Draft202012Validator(schema).validate(outcome.output)


@pytest.mark.parametrize("node_type", TYPES, ids=lambda each: each.id)
class TestEveryNodeType:
    def test_has_help_a_title_and_an_icon(self, node_type: NodeType) -> None:
        help_text = inspect.getdoc(sys.modules[node_type.config.__module__])
        assert help_text
        assert help_text.partition("\n")[0].endswith((".", ":", "?"))
        assert node_type.title
        assert node_type.icon not in {"", "box"}

    def test_its_id_is_its_file(self, node_type: NodeType) -> None:
        module = node_type.config.__module__.removeprefix("flow_builder.nodes.").removesuffix("_")
        assert node_type.id == module

    def test_has_at_least_two_examples_with_different_titles(self, node_type: NodeType) -> None:
        titles = [each.title for each in node_type.examples]
        assert len(titles) >= (1 if node_type.kind in CONTAINERS else 2)
        assert len(set(titles)) == len(titles)

    def test_an_example_says_what_to_expect(self, node_type: NodeType) -> None:
        if node_type.kind not in {"step", "branch"}:
            return  # what containers, pauses and triggers give is up to the engine
        for each in node_type.examples:
            if each.needs not in {"nothing", "backend"}:
                continue
            promised = (each.output is not None, each.check is not None, each.error is not None, each.ports is not None)
            assert any(promised), each.title

    def test_every_config_field_is_explained(self, node_type: NodeType) -> None:
        unexplained = []
        for model in models_within(node_type.config):
            for name, info in model.model_fields.items():
                if get_origin(info.annotation) is Literal and len(get_args(info.annotation)) == 1:
                    continue  # the name of a choice
                if not (info.title or info.description):
                    unexplained.append(f"{model.__name__}.{name}")
        assert not unexplained

    def test_its_schemas_are_json_schemas(self, node_type: NodeType) -> None:
        described = describe(node_type)
        jsonschema.Draft202012Validator.check_schema(described["config_schema"])
        if described["output_schema"] is not None:
            jsonschema.Draft202012Validator.check_schema(described["output_schema"])

    def test_is_described_as_json(self, node_type: NodeType) -> None:
        described = describe(node_type)
        assert json.loads(json.dumps(described)) == as_json(described)


def test_the_whole_data_folder_is_there() -> None:
    there = {each.id for each in TYPES}
    assert {type_id for type_id in CATALOGUE if type_id.startswith("data.")} <= there
