"""Reading, upgrading, naming and writing flow documents."""

import json
from typing import Any

import jsonschema
import pytest

from flow_builder.domain import documents, limits
from flow_builder.domain.document import SCHEMA_VERSION, FlowDocument
from flow_builder.domain.documents import document_hash, document_schema, dump_document, load_document
from flow_builder.domain.limits import MAX_DEPTH
from flow_builder.domain.upgrades import UPGRADES
from flow_builder.domain.yaml_text import MAX_ALIASES
from flow_builder.errors import FlowBuilderError, InvalidDocument, LimitExceeded

YAML = """
schema: 1
name: Prices under ten
settings: {durability: balanced, timeout_s: 900}
nodes:
  - {id: n1, key: start, type: trigger.manual, position: {x: 10, y: 20.5}}
  - id: n2
    key: rows
    type: browser.extract_list
    config: {row: {css: ".product"}, as: price, when: 2024-01-01, off: off, mode: 010}
    retry: {max_attempts: 3, backoff: 2, on: all}
    on_error: branch
edges:
  - {source: n1, target: n2}
"""
NODE: dict[str, Any] = {"id": "n", "key": "k", "type": "test.echo"}


def document(**more: Any) -> FlowDocument:
    return load_document({"name": "F", "nodes": [NODE], **more})


def refused(raw: Any) -> FlowBuilderError:
    with pytest.raises(FlowBuilderError) as caught:
        load_document(raw)
    assert caught.value.message
    return caught.value


def test_yaml_json_bytes_and_dicts_give_the_same_document() -> None:
    loaded = load_document(YAML)
    as_json = json.dumps(dump_document(loaded))
    for raw in (YAML.encode(), b"\xef\xbb\xbf" + YAML.encode(), "\ufeff" + as_json, as_json, json.loads(as_json)):
        assert load_document(raw) == loaded


def test_yaml_is_read_by_the_core_schema() -> None:
    node = load_document(YAML).nodes[1]
    assert node.config == {"row": {"css": ".product"}, "as": "price", "when": "2024-01-01", "off": "off", "mode": 10}
    assert node.retry is not None
    assert node.retry.on == "all"


def test_yaml_aliases_stand_for_their_anchors() -> None:
    text = "name: F\nnodes:\n- {id: a, key: a, type: t.x, config: &c {n: 1}}\n- {id: b, key: b, type: t.x, config: *c}"
    assert [each.config for each in load_document(text).nodes] == [{"n": 1}, {"n": 1}]


@pytest.mark.parametrize(
    ("raw", "code", "field"),
    [
        ("", "document.invalid", None),
        ("[1, 2]", "document.invalid", None),
        ("just text", "document.invalid", None),
        (b"\xff\xfe", "document.encoding", None),
        ("name: \ud800", "document.encoding", None),
        ('{"name": "\\ud800"}', "document.encoding", "/name"),
        ('{"name": ', "document.syntax", None),
        ('{"name": NaN}', "document.syntax", None),
        ('{"name": "a", "name": "b"}', "document.syntax", None),
        ('{"name": %s}' % ("9" * 5_000), "document.syntax", None),
        ('{"a":' * 50_000, "document.syntax", None),
        ('{"name": "F", "input_schema": {"a": 1e999}}', "document.value", "/input_schema/a"),
        ("name: F\ninput_schema: {a: [.inf]}", "document.value", "/input_schema/a/0"),
        ({"name": {1, 2}}, "document.value", "/name"),
        ({"name": "F", 3: 4}, "document.value", ""),
        ("name: a: b", "document.syntax", None),
        ("name: a\nname: b", "document.syntax", None),
        ("name: F\n---\nname: G", "document.syntax", None),
        ("name: !!python/object:os.system x", "document.syntax", None),
        ("base: &b {x: 1}\nname: {<<: *b}", "document.syntax", None),
        ("name: *nothing", "document.syntax", None),
        ("name: &a [*a]", "document.syntax", None),
        ("? [a]\n: b", "document.syntax", None),
        ("name: {{ input.name }}", "document.syntax", None),
        ("[" * 100_000, "document.syntax", None),
        ({}, "document.invalid", "/name"),
        ({"name": ""}, "document.invalid", "/name"),
        ({"name": "F", "nodes": [{**NODE, "id": "no spaces"}]}, "document.invalid", "/nodes/0/id"),
        ({"name": "F", "nodes": [{**NODE, "key": "1st"}]}, "document.invalid", "/nodes/0/key"),
        ({"name": "F", "nodes": [{**NODE, "conifg": {}}]}, "document.invalid", "/nodes/0/conifg"),
        ({"name": "F", "nodes": {}}, "document.invalid", "/nodes"),
        ({"name": "F", "schema": SCHEMA_VERSION + 1}, "document.version", "/schema"),
        ({"name": "F", "schema": "1"}, "document.version", "/schema"),
        ({"name": "F", "schema": True}, "document.version", "/schema"),
        ({"name": "F", "schema": -1}, "document.version", "/schema"),
    ],
)
def test_what_is_no_document_is_refused_with_code_and_place(raw: Any, code: str, field: str | None) -> None:
    error = refused(raw)
    assert isinstance(error, InvalidDocument)
    assert (error.code, error.field) == (code, field)


def test_syntax_errors_say_where() -> None:
    assert "line 2, column 3" in refused('{"name": "F",\n  nodes: []}').message
    assert "line 3, column 7" in refused("name: F\nnodes:\n- a: b: c").message


def test_a_misspelt_field_gets_a_suggestion_and_all_problems_are_listed() -> None:
    assert refused({"name": "F", "nodes": [{**NODE, "conifg": {}}]}).hint == "Did you mean `config`?"
    error = refused({"name": "F", "nodes": [{**NODE, "conifg": {}, "on_error": "never"}]})
    assert {each["field"] for each in error.details["problems"]} == {"/nodes/0/conifg", "/nodes/0/on_error"}


def test_a_document_over_its_size_is_refused() -> None:
    error = refused("x" * (limits.MAX_DOCUMENT_BYTES + 1))
    assert isinstance(error, LimitExceeded)
    assert error.code == "document.too_large"


def test_aliases_cannot_make_a_small_text_large() -> None:
    lines = ["a0: &a0 [" + ", ".join(["xxxxxxxxxx"] * 10) + "]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert refused("\n".join(lines)).code == "document.too_large"
    many = f"a: &a 1\nb: [{', '.join(['*a'] * (MAX_ALIASES + 1))}]"
    assert "aliases" in refused(many).message


@pytest.mark.parametrize("text", ["{}", "[]"])
def test_values_nest_up_to_the_limit(text: str) -> None:
    opening, closing = text
    fits = '{"name": "F", "input_schema": {"a": %s}}'

    def nested(depth: int) -> str:
        inner = '"a":' if opening == "{" else ""
        return fits % (f"{opening}{inner}" * depth + "1" + closing * depth)

    load_document(nested(MAX_DEPTH - 3))
    assert refused(nested(MAX_DEPTH + 1)).code == "document.value"


def test_version_0_had_pairs_for_edges_and_params_for_config() -> None:
    old = {
        "schema": 0,
        "name": "F",
        "nodes": [{**NODE, "id": "a", "params": {"n": 1}}, {**NODE, "id": "b", "key": "b"}],
        "edges": [["a", "b"], ["a", "error", "b"]],
    }
    upgraded = load_document(old)
    assert upgraded.schema_ == SCHEMA_VERSION
    assert upgraded.nodes[0].config == {"n": 1}
    assert [(edge.source, edge.source_port, edge.target) for edge in upgraded.edges] == [
        ("a", "out", "b"),
        ("a", "error", "b"),
    ]
    assert old["schema"] == 0


def test_a_broken_old_document_is_refused_like_a_new_one() -> None:
    assert refused({"schema": 0, "name": "F", "nodes": 3, "edges": [["a"]]}).code == "document.invalid"


def test_every_older_version_has_an_upgrade() -> None:
    assert sorted(UPGRADES) == list(range(SCHEMA_VERSION))


def test_dumping_leaves_out_defaults_and_loads_to_the_same() -> None:
    assert dump_document(document()) == {"schema": 1, "name": "F", "nodes": [NODE]}
    loaded = load_document(YAML)
    assert load_document(dump_document(loaded)) == loaded


def test_the_hash_names_what_the_document_means() -> None:
    base = document_hash(document())
    same = [
        {"id": "flow_1"},
        {"description": "Words"},
        {"notes": [{"id": "s", "text": "Remember"}]},
        {"groups": [{"id": "g", "name": "Prices", "position": {"width": 400, "height": 200}}]},
        {"nodes": [{**NODE, "position": {"x": 5}, "notes": "Here"}]},
    ]
    assert {document_hash(document(**each)) for each in same} == {base}
    different: list[dict[str, Any]] = [
        {"name": "G"},
        {"settings": {"durability": "fast"}},
        {"input_schema": {"type": "object"}},
        {"nodes": [{**NODE, "name": "Shown"}]},
        {"nodes": [{**NODE, "config": {"a": 1, "b": 2}}]},
        {"nodes": [{**NODE, "config": {"b": 2, "a": 1}}]},
        {"nodes": [{**NODE, "config": {"a": "1", "b": 2}}]},
        {"nodes": [{**NODE, "disabled": True}]},
        {"nodes": [{**NODE, "pinned_output": 1}]},
    ]
    assert len({base, *(document_hash(document(**each)) for each in different)}) == len(different) + 1


def test_the_hash_is_the_same_in_every_version_of_the_program() -> None:
    assert document_hash(load_document(YAML)) == "a083b0e3f3d970d020e88acc600fc703e5f3ae7ba595f969490f5429d35b9c1b"


def test_edge_ids_mean_nothing_but_their_order_does() -> None:
    nodes = [{**NODE, "id": name, "key": name} for name in "abc"]
    edges = [{"source": "a", "target": "c"}, {"source": "b", "target": "c"}]
    base = document_hash(document(nodes=nodes, edges=edges))
    assert document_hash(document(nodes=nodes, edges=[{"id": "e1", **edges[0]}, edges[1]])) == base
    assert document_hash(document(nodes=nodes, edges=edges[::-1])) != base


def test_the_schema_accepts_what_loads_and_refuses_what_does_not() -> None:
    schema = document_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(dump_document(load_document(YAML)), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"name": "F", "nodes": [{**NODE, "conifg": {}}]}, schema)


def test_what_aliases_share_is_counted_each_time_but_walked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    check = documents._Checker.check

    def counted(self: Any, value: Any, path: Any = ()) -> int:
        nonlocal calls
        calls += 1
        return check(self, value, path)

    monkeypatch.setattr(documents._Checker, "check", counted)
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    with pytest.raises(LimitExceeded) as caught:
        load_document("\n".join(lines))
    assert caught.value.code == "document.too_large"
    assert calls < 200


def test_a_shared_value_may_not_stand_too_deep_either() -> None:
    deep = "a: &a " + "[" * 40 + "1" + "]" * 40
    with pytest.raises(InvalidDocument, match="nested more than 64 deep"):
        load_document(f"name: x\n{deep}\nb: " + "[" * 30 + "*a" + "]" * 30)
