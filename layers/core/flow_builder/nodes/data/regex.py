r"""Searches text with a regular expression: first match, all matches, test, replace or split.

* Patterns are **JavaScript's**, the same as inside expressions: named groups `(?<year>\d{4})`, lookahead and lookbehind,
  `\p{L}` with the flag `u`. They run in the sandbox with a time limit, so a pattern that backtracks for ever ends in
  the error `data.pattern_too_slow` and holds nothing up.
* A match is `{text, index, groups, named}`. A group that took no part is null. `index` counts UTF-16 units.
* **Replace**: `$1`, `$<name>` and `$&` in the replacement stand for groups and the whole match. An expression as
  replacement is evaluated per match with the match as `item`: `{{ Number(item.text) * 2 }}`.
* No match is no error: `matched` is false and `match` is null.
"""

import asyncio
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from flow_builder.expressions.text import to_text
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, PerItem
from flow_builder.nodes.data._items import is_expression
from flow_builder.nodes.data._regexp import MAX_MATCHES, Flags, holds, matches, replace, split_text
from flow_builder.nodes.text import Text


class First(NodeConfig):
    """The first match."""

    action: Literal["match"]


class Every(NodeConfig):
    """All matches."""

    action: Literal["all"]
    limit: int = Field(default=MAX_MATCHES, ge=1, le=MAX_MATCHES, title="At most")


class Test(NodeConfig):
    """Whether there is a match."""

    action: Literal["test"]


class Replace(NodeConfig):
    """Puts other text in the place of matches."""

    action: Literal["replace"]
    replacement: PerItem = Field(title="Replacement", description="Text with `$1`, or an expression over `item`.")
    every: bool = Field(default=True, title="Every match", description="Off: only the first.")


class Split(NodeConfig):
    """The parts between matches."""

    action: Literal["split"]
    drop_empty: bool = Field(default=False, title="Drop empty parts")


class Config(NodeConfig):
    """What to search for, and what to do."""

    text: Text = Field(title="Text")
    pattern: str = Field(
        title="Pattern", min_length=1, max_length=10_000, description="JavaScript syntax, without slashes around it."
    )
    flags: Flags = Field(default="", title="Flags")
    how: Annotated[First | Every | Test | Replace | Split, Field(discriminator="action", title="What to do")] = First(
        action="match"
    )


class Match(BaseModel):
    """One match."""

    text: str
    index: int
    groups: list[str | None]
    named: dict[str, str | None]


class Output(NodeOutput):
    """What was found; which fields are filled depends on what was asked for."""

    matched: bool
    match: Match | None = None
    items: list[Any] = Field(default_factory=list)
    """All matches, or the parts of a split."""
    count: int = 0
    """Matches, replacements or parts."""
    text: str | None = None
    """The text after replacing."""


def _replaced(config: Config, how: Replace, ctx: Context) -> Output:
    if not is_expression(how.replacement):
        text, count = replace(config.pattern, config.flags, config.text, to_text(how.replacement), every=how.every)
        return Output(matched=count > 0, count=count, text=text)
    found, rest = matches(config.pattern, config.flags, config.text, MAX_MATCHES if how.every else 1)
    texts = ctx.evaluate_each(how.replacement, [each.as_json() for each in found])
    parts = [part for each, new in zip(found, texts, strict=True) for part in (each.before, to_text(new))]
    return Output(matched=bool(found), count=len(found), text="".join([*parts, rest]))


def _search(config: Config, ctx: Context) -> Output:
    pattern, flags = config.pattern, config.flags
    match config.how:
        case Replace() as how:
            return _replaced(config, how, ctx)
        case Test():
            matched = holds(pattern, flags, config.text)
            return Output(matched=matched, count=int(matched))
        case Split(drop_empty=drop_empty):
            parts = split_text(pattern, flags, config.text)
            parts = [part for part in parts if part] if drop_empty else parts
            return Output(matched=len(parts) > 1, items=parts, count=len(parts))
        case how:
            limit = how.limit if isinstance(how, Every) else 1
            found, _ = matches(pattern, flags, config.text, limit)
            shown = [Match(**each.as_json()) for each in found]
            first = shown[0] if shown else None
            return Output(
                matched=bool(shown), match=first, items=shown if isinstance(how, Every) else [], count=len(shown)
            )


async def run(config: Config, ctx: Context) -> Output:
    """Returns what was found; NodeError `data.bad_pattern`, `data.pattern_too_slow`."""
    # Off the event loop: a slow pattern may take its two seconds there.
    return await asyncio.to_thread(_search, config, ctx)


EXAMPLES = (
    Example(
        "First match with named groups",
        {"text": "{{ input.text }}", "pattern": "(?<year>\\d{4})-(?<month>\\d{2})"},
        input={"text": "Due 2026-11-21, paid 2026-12-01"},
        check=lambda o: (o["match"]["named"], o["match"]["index"]) == ({"year": "2026", "month": "11"}, 4),
    ),
    Example(
        "All matches",
        {"text": "a1 b22", "pattern": "([a-z])(\\d+)", "how": {"action": "all"}},
        check=lambda o: [each["groups"] for each in o["items"]] == [["a", "1"], ["b", "22"]],
    ),
    Example(
        "Replace with groups",
        {"text": "Doe, Jane", "pattern": "(\\w+), (\\w+)", "how": {"action": "replace", "replacement": "$2 $1"}},
        check=lambda o: o["text"] == "Jane Doe" and o["count"] == 1,
    ),
    Example(
        "Replace by an expression",
        {
            "text": "3 of 4",
            "pattern": "\\d",
            "how": {"action": "replace", "replacement": "{{ Number(item.text) * 2 }}"},
        },
        check=lambda o: o["text"] == "6 of 8",
    ),
    Example(
        "No match", {"text": "abc", "pattern": "\\d", "how": {"action": "test"}}, check=lambda o: o["matched"] is False
    ),
    Example("A bad pattern", {"text": "abc", "pattern": "(", "how": {"action": "test"}}, error="data.bad_pattern"),
    Example(
        "A pattern that never ends",
        {"text": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "pattern": "^(a+)+$", "how": {"action": "test"}},
        error="data.pattern_too_slow",
    ),
)

NODE = NodeType(
    id="data.regex", title="Regular expression", config=Config, output=Output, run=run, icon="regex", examples=EXAMPLES
)
