"""Whatever the Recorder may write becomes a flow that compiles, and comes back from an export as it was."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from flow_builder.compiler import compile_flow
from flow_builder.domain.documents import document_hash, dump_document
from flow_builder.errors import InvalidInput, LimitExceeded
from flow_builder.importers.devtools_recorder import export_recording, import_recording
from flow_builder.nodes import CATALOGUE
from tests.support.recordings import recordings

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(recordings)
@settings(max_examples=200, deadline=None)
def test_a_recording_becomes_a_flow_that_compiles_and_survives_an_export(recording: dict[str, Any]) -> None:
    imported = import_recording(recording)
    found = compile_flow(imported.document, CATALOGUE).diagnostics
    assert not [each.as_dict() for each in found if each.severity == "error"]
    assert imported.report.steps == len(recording["steps"])
    exported = export_recording(imported.document)
    again = import_recording(exported.value)
    assert dump_document(again.document) == dump_document(imported.document)
    assert document_hash(again.document) == document_hash(imported.document)


@given(recordings, json_values, st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_recording_is_refused_with_its_place_or_read(
    recording: dict[str, Any], damage: Any, data: st.DataObject
) -> None:
    step = recording["steps"][data.draw(st.integers(0, len(recording["steps"]) - 1))]
    step[data.draw(st.sampled_from(sorted(step)))] = damage
    assert outcome(recording) is not None


def outcome(recording: dict[str, Any]) -> object:
    """Returns the flow, or the place of the problem; anything else that is raised fails the test."""
    try:
        return import_recording(recording)
    except (InvalidInput, LimitExceeded) as error:
        return error.field
