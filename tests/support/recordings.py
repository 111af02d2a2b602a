"""Recordings as the Recorder panel writes them, and random ones."""

from typing import Any

from hypothesis import strategies as st

PAGE = {
    "type": "setViewport",
    "width": 1_003,
    "height": 742,
    "deviceScaleFactor": 1,
    "isMobile": False,
    "hasTouch": False,
    "isLandscape": False,
}


def navigate(url: str, title: str = "") -> dict[str, Any]:
    """Returns the step that begins nearly every recording."""
    return {
        "type": "navigate",
        "url": url,
        "assertedEvents": [{"type": "navigation", "url": url, "title": title}],
    }


def recording(title: str, *steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Returns a recording with the page's size before its steps."""
    return {"title": title, **more, "steps": [PAGE, *steps]}


def on(kind: str, *selectors: Any, **more: Any) -> dict[str, Any]:
    """Returns a step on an element of the main page; clicks get the offsets that the panel always writes."""
    place = {"offsetX": 7, "offsetY": 6.5} if kind in ("click", "doubleClick") else {}
    return {"type": kind, "target": "main", "selectors": [*selectors], **place, **more}


def keys(*names: str, **more: Any) -> list[dict[str, Any]]:
    """Returns the steps of keys pressed in turn; `more` goes with the first one going down."""
    steps: list[dict[str, Any]] = []
    for name in names:
        steps += [
            {"type": "keyDown", "target": "main", "key": name, **more},
            {"type": "keyUp", "key": name, "target": "main"},
        ]
        more = {}
    return steps


_text = st.text(max_size=12) | st.sampled_from(["Save", "{{ x }}", "\\{{", "C:\\fakepath\\a.png", "on", "a b"])
_part = st.one_of(
    st.builds(lambda prefix, rest: prefix + rest, st.sampled_from(["aria/", "text/", "xpath/", "pierce/", ""]), _text),
    st.sampled_from(
        [
            'aria/Save[role="button"]',
            "#save",
            "xpath///a[1]",
            "aria/Password",
            "select#size",
            "a >>> b",
            "input[type=checkbox]",
        ]
    ),
)
_selector = _part | st.lists(_part, min_size=1, max_size=3)
_number = st.integers(-500, 12_000) | st.floats(0, 5_000, allow_nan=False)
_common = {
    "target": st.sampled_from(["main", "https://shop.test/popup", "https://shop.test/*", ""]),
    "timeout": st.integers(1, 30_000),
    "assertedEvents": st.just([{"type": "navigation", "url": "https://shop.test/", "title": ""}]),
}
_framed = {**_common, "frame": st.lists(st.integers(0, 3), max_size=3)}
_selectors = st.lists(_selector, min_size=1, max_size=4)
_click = {
    "selectors": _selectors,
    "offsetX": _number,
    "offsetY": _number,
}
_click_more = {
    **_framed,
    "button": st.sampled_from(["primary", "auxiliary", "secondary", "back"]),
    "deviceType": st.sampled_from(["mouse", "touch"]),
    "duration": st.integers(0, 2_000),
}
_key = {"key": st.sampled_from(["Enter", "a", "Shift", "ControlLeft", "Tab", " ", "+", "F20", "é", "Meta"])}
_SHAPES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "change": ({"selectors": _selectors, "value": _text}, _framed),
    "click": (_click, _click_more),
    "close": ({}, _common),
    "customStep": ({"name": _text}, {**_framed, "parameters": st.dictionaries(_text, _text, max_size=2)}),
    "doubleClick": (_click, _click_more),
    "emulateNetworkConditions": ({"download": _number, "upload": _number, "latency": _number}, _common),
    "hover": ({"selectors": _selectors}, _framed),
    "keyDown": (_key, _common),
    "keyUp": (_key, _common),
    "navigate": ({"url": st.sampled_from(["https://shop.test/", "http://a.test/{{x}}?y", "chrome://new-tab-page/", "http://["])}, _common),
    "scroll": ({}, {**_framed, "x": _number, "y": _number, "selectors": _selectors}),
    "setViewport": (
        {
            "width": _number,
            "height": _number,
            "deviceScaleFactor": st.sampled_from([0, 0.1, 1, 2, 2.625]),
            "isMobile": st.booleans(),
            "hasTouch": st.booleans(),
            "isLandscape": st.booleans(),
        },
        _common,
    ),
    "waitForElement": (
        {"selectors": _selectors},
        {
            **_framed,
            "operator": st.sampled_from([">=", "==", "<="]),
            "count": st.integers(0, 4),
            "visible": st.booleans(),
            "attributes": st.dictionaries(_text, _text, max_size=2),
            "properties": st.dictionaries(_text, _text, max_size=1),
        },
    ),
    "waitForExpression": ({"expression": st.sampled_from(["1 < 2", "document.title === '{{'", "new Promise(f => f(1))"])}, _framed),
}  # fmt: skip

steps = st.one_of(
    [
        st.fixed_dictionaries({"type": st.just(kind), **needed}, optional=more)
        for kind, (needed, more) in _SHAPES.items()
    ]
)
recordings = st.fixed_dictionaries(
    {"title": _text, "steps": st.lists(steps, min_size=1, max_size=10)}, optional={"timeout": st.integers(1, 30_000)}
)
"""Valid recordings of all step types."""
