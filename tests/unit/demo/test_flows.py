"""Each demo site comes with a flow that the compiler finds nothing to say against."""

from importlib.resources import files

import pytest

from flow_builder.compiler import compile_flow
from flow_builder.demo import SITES
from flow_builder.domain.documents import load_document
from flow_builder.nodes import CATALOGUE


@pytest.mark.parametrize("key", list(SITES))
def test_a_site_comes_with_a_flow_that_is_right(key: str) -> None:
    document = load_document(files("flow_builder.demo").joinpath(f"{key}_flow.yaml").read_text("utf-8"))
    compiled = compile_flow(document, CATALOGUE)
    assert [each for each in compiled.diagnostics if each.severity != "info"] == []
    assert document.description


@pytest.mark.parametrize("key", list(SITES))
def test_just_the_portal_needs_a_credential(key: str) -> None:
    assert (SITES[key].credential() is not None) is (key == "portal")
