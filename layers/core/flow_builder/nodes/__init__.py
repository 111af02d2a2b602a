"""The catalogue: a visible table of node types, each loaded when it is first used."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from flow_builder.errors import NotFound
from flow_builder.nodes.base import NodeType

TABLE: dict[str, tuple[str, ...]] = {
    "trigger": ("manual", "api", "webhook", "form", "schedule", "flow_event"),
    "core": (
        "condition",
        "switch",
        "loop",
        "parallel",
        "try",
        "merge",
        "wait",
        "wait_webhook",
        "approval",
        "subflow",
        "stop",
        "set_vars",
        "assert",
        "log",
        "throttle",
    ),
    "data": (
        "set_fields",
        "transform",
        "jsonata",
        "json_parse",
        "json_get",
        "json_set",
        "merge",
        "filter",
        "map",
        "sort",
        "unique",
        "group",
        "aggregate",
        "join_tables",
        "split",
        "chunk",
        "csv_parse",
        "csv_write",
        "xlsx_read",
        "xlsx_write",
        "text_template",
        "regex",
        "date_time",
        "number_parse",
        "diff_last_run",
        "store_get",
        "store_set",
    ),
    "http": ("request", "download", "webhook_reply", "graphql", "rss", "sitemap"),
    "browser": (
        "open",
        "goto",
        "frame",
        "click",
        "fill",
        "type",
        "press",
        "select",
        "check",
        "hover",
        "scroll",
        "drag",
        "wait_for",
        "screenshot",
        "get_html",
        "get_text",
        "get_attribute",
        "extract_list",
        "extract_table",
        "paginate",
        "evaluate",
        "download",
        "upload",
        "dialog",
        "pdf",
        "capture_response",
        "solve_captcha",
        "tab",
        "cookies",
        "save_login",
        "totp",
        "close",
    ),
    "extract": (
        "html_select",
        "html_to_text",
        "html_to_markdown",
        "condense_html",
        "article",
        "table_from_html",
        "links",
        "metadata",
        "prices",
        "emails_phones",
        "pdf_text",
    ),
    "notify": ("webhook_out", "email", "sms", "slack", "discord", "teams", "telegram"),
    "storage": ("file_write", "dataset_append", "dataset_read", "sql_query", "google_sheets", "airtable", "notion"),
}
"""Folder -> file names; the node type id is `folder.file`. A file whose name is a Python keyword or a builtin's
ends in an underscore (`try_.py`), its id does not."""

_KEYWORDS = frozenset({"try", "assert"})


@cache
def node_type(type_id: str) -> NodeType:
    """Returns a node type by id, importing its file on first use; NotFound with a hint if there is none."""
    folder, _, name = type_id.partition(".")
    if name not in TABLE.get(folder, ()):
        raise NotFound(
            f"There is no node type {type_id!r}.", code="node_type.unknown", hint="`flow nodes` lists all node types."
        )
    module = import_module(f"flow_builder.nodes.{folder}.{name}{'_' if name in _KEYWORDS else ''}")
    found: NodeType = module.NODE
    return found


class Catalogue(Mapping[str, NodeType]):
    """All node types as a mapping that loads them lazily; the compiler takes it, tests may pass a dict instead."""

    def __getitem__(self, type_id: str) -> NodeType:
        try:
            return node_type(type_id)
        except NotFound as error:
            raise KeyError(type_id) from error

    def __iter__(self) -> Iterator[str]:
        return (f"{folder}.{name}" for folder, names in TABLE.items() for name in names)

    def __len__(self) -> int:
        return sum(map(len, TABLE.values()))


CATALOGUE = Catalogue()
