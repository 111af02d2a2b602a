"""Recordings of Chrome DevTools' Recorder: JSON, as the panel imports and exports it and @puppeteer/replay documents it.

A recording is `{"title", "timeout"?, "steps"}`; each step has a `type` and, mostly, alternative `selectors`, the indexes
of the `frame` it is in, the `target` page (`main`, or a popup's address), and `assertedEvents` that follow from it.
"""

from flow_builder.importers.devtools_recorder.reading import import_recording
from flow_builder.importers.devtools_recorder.recording import STEP_TYPES, is_recording
from flow_builder.importers.devtools_recorder.writing import export_recording

__all__ = ["STEP_TYPES", "export_recording", "import_recording", "is_recording"]
