"""A recording becomes a flow: one browser session, a node for what each step does."""

from flow_builder.errors import InvalidInput
from flow_builder.importers.devtools_recorder.course import Course, Unfit
from flow_builder.importers.devtools_recorder.recording import Recorded, parse_recording
from flow_builder.importers.devtools_recorder.steps import HANDLERS
from flow_builder.importers.report import Imported


def import_recording(value: object) -> Imported:
    """Returns the flow that does what a recording says, and a report on every step that is not as it was.

    Raises InvalidInput `recording.invalid` with the place of a problem, `recording.empty`; LimitExceeded
    `recording.steps`, and `document.too_large` when the flow would be.
    """
    recording = parse_recording(value)
    if not recording.steps:
        raise InvalidInput("The recording has no steps.", code="recording.empty", field="/steps")
    course = Course(recording)
    for recorded in recording.steps:
        _take(course, recorded)
    return course.end()


def _take(course: Course, recorded: Recorded) -> None:
    course.begin(recorded)
    if course.closed:
        course.hold_place("The browser is closed by then.")
        return
    try:
        HANDLERS[recorded.type](course, recorded.step)
    except Unfit as reason:
        course.hold_place(str(reason))
    course.previous = recorded
