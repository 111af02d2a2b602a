"""What each type of step becomes, beside what is written: `recorder/<type>.json` holds a recording and its flow."""

import json
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.documents import dump_document, load_document
from flow_builder.errors import InvalidInput, LimitExceeded
from flow_builder.importers.devtools_recorder import STEP_TYPES, export_recording, import_recording
from flow_builder.importers.devtools_recorder.recording import MAX_STEPS
from tests.support.machine import flow
from tests.support.recordings import keys, navigate, on, recording

CASES = Path(__file__).parent / "recorder"


def result(recorded: dict[str, Any]) -> dict[str, Any]:
    """Returns what a golden file holds besides the recording."""
    imported = import_recording(recorded)
    exported = export_recording(imported.document)
    return {
        "document": dump_document(imported.document),
        "report": imported.report.model_dump(mode="json"),
        "exported": exported.value,
        "left_out": [note.model_dump(mode="json", exclude_none=True) for note in exported.notes],
    }


@pytest.mark.parametrize("kind", STEP_TYPES)
def test_a_step_becomes_what_is_written(kind: str) -> None:
    case = json.loads((CASES / f"{kind}.json").read_text("utf-8"))
    assert any(step["type"] == kind for step in case["recording"]["steps"])
    found = result(case["recording"])
    assert found == {name: case[name] for name in found}


def nodes(*steps: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    """Returns the nodes after the opening of the browser."""
    found = dump_document(import_recording(recording("x", navigate("https://shop.test/"), *steps, **more)).document)
    listed: list[dict[str, Any]] = found["nodes"][2:]
    return listed


def exported(*steps: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """Returns the steps and remarks of an export of browser nodes in a line."""
    listed = [{"key": f"n{number}", **step} for number, step in enumerate(steps)]
    edges = [f"n{number}>n{number + 1}" for number in range(len(listed) - 1)]
    found = export_recording(load_document(flow(listed, edges)))
    return found.value["steps"], [note.message for note in found.notes]


def test_targets_are_ranked_by_what_lasts() -> None:
    selectors = [
        ["text/Save"],
        ["xpath///form/button"],
        ["div:nth-of-type(2) > button"],
        ["aria/Save"],
        ["#save"],
        ["pierce/#save"],
        ['aria/Save[role="button"]'],
    ]
    (click,) = nodes(on("click", *selectors))
    assert click["config"]["target"] == [
        {"role": "button", "name": "Save", "exact": True},
        {"css": "#save"},
        {"css": "div:nth-of-type(2) > button"},
        {"xpath": "//form/button"},
        {"text": "Save", "exact": True},
        {"label": "Save", "exact": True},
        {"text": "Save"},
    ]


def test_selectors_of_puppeteer_go_into_shadow_roots() -> None:
    (hover,) = nodes(on("hover", "x-app >>> x-card >>>> .title", ":scope >>> #a", "p::-p-text(Hi)"))
    assert hover["config"]["target"] == [
        {"css": ".title", "within": {"css": "x-card", "within": {"css": "x-app"}}},
        {"css": "#a"},
    ]


def test_keys_become_chords_sequences_and_modifiers_of_clicks() -> None:
    down = {"type": "keyDown", "key": "Shift"}
    steps = (*keys("a", "b"), down, *keys("Tab"), on("click", "#x"), {"type": "keyUp", "key": "Shift"})
    press, click = nodes(*steps)
    assert press["config"] == {"key": ["a", "b", "Shift+Tab"]}
    assert click["config"]["modifiers"] == ["Shift"]
    assert [each["config"] for each in nodes(*keys("ArrowDown", "ArrowDown"))] == [{"key": "ArrowDown", "count": 2}]
    assert [each["config"] for each in nodes(*keys("ShiftLeft"))] == [{"key": "Shift"}]


def test_typing_on_in_a_field_is_one_fill() -> None:
    (fill,) = nodes(*(on("change", ["aria/City"], value=text) for text in ("B", "Be", "Ber")))
    assert fill["config"]["value"] == "Ber"


def test_a_box_that_a_click_has_changed_is_not_filled() -> None:
    (click,) = nodes(on("click", ["#agree"]), on("change", ["#agree"], value="on"))
    assert click["type"] == "browser.click"


def test_a_file_that_is_not_there_becomes_a_placeholder() -> None:
    (node,) = nodes(on("change", ["#file"], value="C:\\fakepath\\cv.pdf"))
    assert (node["type"], node["disabled"]) == ("core.log", True)
    assert "'cv.pdf'" in node["notes"]


def test_a_password_is_nowhere_even_if_its_step_is_not_imported() -> None:
    (node,) = nodes(on("change", ["p::-p-text(Password)"], value="hunter2"))
    assert node["disabled"]
    assert "hunter2" not in str(node)


def test_patience_is_the_steps_own_or_the_recordings() -> None:
    one, other = nodes(on("hover", "#a", timeout=1_500), on("hover", "#b"), timeout=9_000)
    assert (one["config"]["timeout_s"], other["config"]["timeout_s"]) == (1.5, 9)


@pytest.mark.parametrize(
    ("damage", "field"),
    [
        ({"steps": "none"}, "/steps"),
        ({"title": 4}, "/title"),
        ({"timeout": 0}, "/timeout"),
        ({"steps": []}, "/steps"),
        ({"steps": [7]}, "/steps/0"),
        ({"steps": [{"type": "drag"}]}, "/steps/0/type"),
        ({"steps": [{}]}, "/steps/0/type"),
        ({"steps": [navigate("https://a.test"), {"type": "hover"}]}, "/steps/1/selectors"),
        ({"steps": [on("hover")]}, "/steps/0/selectors"),
        ({"steps": [on("hover", [])]}, "/steps/0/selectors/0"),
        ({"steps": [on("hover", ["#a", 4])]}, "/steps/0/selectors/0/1"),
        ({"steps": [on("hover", "#a", frame=["x"])]}, "/steps/0/frame/0"),
        ({"steps": [on("click", "#a", offsetX=None)]}, "/steps/0/offsetX"),
        ({"steps": [on("hover", "#a", assertedEvents=[{"type": "alert"}])]}, "/steps/0/assertedEvents/0/type"),
    ],
)
def test_what_is_wrong_is_told_by_its_place(damage: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        import_recording({"title": "x", "steps": [navigate("https://a.test")], **damage})
    assert (caught.value.field, caught.value.code[:10]) == (field, "recording.")


def test_a_recording_without_end_is_refused() -> None:
    with pytest.raises(LimitExceeded) as caught:
        import_recording({"title": "x", "steps": [{"type": "close"}] * (MAX_STEPS + 1)})
    assert caught.value.field == "/steps"


def test_what_has_no_step_is_listed() -> None:
    steps, remarks = exported(
        {"type": "trigger.manual"},
        {"type": "browser.open", "config": {"url": "https://a.test", "locale": "de-DE"}},
        {"type": "browser.fill", "config": {"target": "#a", "value": "{{ input.name }}"}},
        {"type": "browser.fill", "config": {"target": "#p", "credential": "c"}},
        {"type": "browser.click", "config": {"target": {"css": ".row", "has_text": "Ada"}}},
        {"type": "browser.screenshot"},
        {"type": "http.request", "config": {"url": "https://a.test"}},
        {"type": "browser.check", "config": {"target": "#agree"}},
        {"type": "core.condition", "config": {"when": "{{ true }}"}},
    )
    assert [step["type"] for step in steps] == ["setViewport", "navigate", "change", "change", "click"]
    assert remarks == [
        "The Recorder has no settings for locale.",
        "A value of it is computed while the flow runs; put what you mean in its place.",
        "Its value is a secret and is not exported: the field is left empty.",
        "Left out. The Recorder cannot find its element: none of its targets is a selector.",
        "Left out. The Recorder has nothing like browser.screenshot.",
        "Left out. The Recorder has nothing like http.request.",
        "The box is clicked, whether it is checked or not.",
        "A value of it is computed while the flow runs; put what you mean in its place.",
        "Left out. The Recorder has nothing like core.condition.",
    ]


def test_branches_are_left_out() -> None:
    document = flow(
        [
            {"key": "open", "type": "browser.open", "config": {"url": "https://a.test"}},
            {"key": "if", "type": "core.condition", "config": {"when": "{{ input.x }}"}},
            {"key": "yes", "type": "browser.close"},
        ],
        ["open>if", "if.true>yes"],
    )
    found = export_recording(load_document(document))
    assert [step["type"] for step in found.value["steps"]] == ["setViewport", "navigate"]
    assert [(note.node, note.message[:9]) for note in found.notes][-1] == ("yes", "Left out.")
