"""Finds all prices in a text or HTML: every amount that has a currency beside it, in the notations of many countries.

`€ 24,90`, `1.299,00 €`, `CHF 1'299.-`, `Rs. 1,23,456`, `US$ 1.2M`, `35€99` and `from 10-20 €` are understood. A sign
that several countries use (`$`, `kr`, `¥`) means the one most people mean by it, or what the locale says. Amounts
without a currency are not prices here; read those with *Parse number*.
"""

import asyncio
from typing import Annotated

from pydantic import BaseModel, Field

from flow_builder.browser.locales import LocaleName, decimal_sign
from flow_builder.browser.money import Price, find_prices
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.extract._source import Kind, TextOrHtml, is_html, loaded, parse, roots
from flow_builder.nodes.extract._text import Writer, events

_AROUND = 40
"""Characters of context on each side."""


class Config(NodeConfig):
    """Where to look."""

    source: TextOrHtml
    kind: Kind = Field(default="auto", title="It is")
    within: str | None = Field(default=None, min_length=1, title="Only", description="CSS, for HTML.")
    without: Annotated[list[str], Field(max_length=50)] = Field(
        default_factory=list, title="Leave out", description="CSS of parts to drop, for HTML, such as `del`."
    )
    locale: LocaleName = None
    currencies: Annotated[list[Annotated[str, Field(pattern="^[A-Z]{3,4}$")]], Field(max_length=50)] = Field(
        default_factory=list, title="Only in", description="ISO codes, such as EUR."
    )
    unique: bool = Field(default=False, title="Each once")
    limit: int = Field(default=1_000, ge=1, le=100_000, title="At most", description="Prices.")


class Found(BaseModel):
    """One price."""

    amount: float | int
    currency: str
    text: str
    context: str
    """The text around it."""


class Output(NodeOutput):
    """The prices in the order of the text."""

    items: list[Found]
    count: int
    first: Found | None
    lowest: Found | None
    """Of those in the first one's currency."""
    highest: Found | None


async def run(config: Config, ctx: Context) -> Output:
    """Returns the prices; raises NodeError `extract.no_match`, `extract.bad_selector`."""
    return await asyncio.to_thread(_read, await loaded(config.source, ctx, "/source"), config)


def _read(source: str, config: Config) -> Output:
    text = _shown(source, config) if is_html(source, config.kind) else source
    decimal = decimal_sign(config.locale) if config.locale else None
    items: dict[object, Found] = {}
    for number, price in enumerate(find_prices(text, decimal=decimal, locale=config.locale)):
        if config.currencies and price.currency not in config.currencies:
            continue
        items.setdefault((price.amount, price.currency) if config.unique else number, _found(price, text))
        if len(items) >= config.limit:
            break
    found = list(items.values())
    comparable = [each for each in found if each.currency == found[0].currency]
    return Output(
        items=found,
        count=len(found),
        first=found[0] if found else None,
        lowest=min(comparable, key=lambda each: each.amount, default=None),
        highest=max(comparable, key=lambda each: each.amount, default=None),
    )


def _shown(html: str, config: Config) -> str:
    """Returns the text of HTML; raised digits after a whole number are its cents: 24<sup>99</sup>."""
    document = parse(html)
    for raised in document.css("sup"):
        digits = (raised.text() or "").strip()
        if len(digits) == 2 and digits.isdigit():  # noqa: PLR2004 - cents
            raised.insert_before(".")
    writer = Writer()
    for root in roots(document, config.within, config.without):
        for entering, node in events(root):
            (writer.enter if entering else writer.leave)(node)
    return writer.text()


def _found(price: Price, text: str) -> Found:
    around = text[max(0, price.start - _AROUND) : price.end + _AROUND]
    return Found(
        amount=price.amount,
        currency=price.currency or "",
        text=text[price.start : price.end],
        context=" ".join(around.split()),
    )


EXAMPLES = (
    Example(
        "In a text",
        {"source": "Was $24.99, now $19.99 (about € 18,50)"},
        check=lambda out: (
            [(each["amount"], each["currency"]) for each in out["items"]]
            == [(24.99, "USD"), (19.99, "USD"), (18.5, "EUR")]
            and out["lowest"]["text"] == "$19.99"
        ),
    ),
    Example(
        "In HTML, Norwegian crowns",
        {"source": "<p>Lampe <del>1 299 kr</del> <b>999,-&nbsp;kr</b></p>", "without": ["del"], "locale": "nb-NO"},
        check=lambda out: [(each["amount"], each["currency"]) for each in out["items"]] == [(999, "NOK")],
    ),
    Example("None", {"source": "Price on request"}, check=lambda out: out["count"] == 0 and out["first"] is None),
)

NODE = NodeType(
    id="extract.prices",
    title="Prices",
    config=Config,
    output=Output,
    run=run,
    credits=1,
    icon="badge-euro",
    examples=EXAMPLES,
)
