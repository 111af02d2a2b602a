"""A connection says which workspace it is about, each kind in the way it can."""

from flow_builder.api.caller import caller_of


def test_a_web_socket_names_its_workspace_in_the_address() -> None:
    scope = {"headers": [], "query_string": b"workspace=ws_1"}
    assert caller_of({"type": "websocket", **scope}).workspace == "ws_1"
    assert caller_of({"type": "http", **scope}).workspace is None


def test_a_header_goes_before_the_address() -> None:
    scope = {"type": "websocket", "headers": [(b"x-workspace", b"ws_2")], "query_string": b"workspace=ws_1"}
    assert caller_of(scope).workspace == "ws_2"
