"""Finds e-mail addresses and telephone numbers in a text or HTML.

Addresses written to escape robots count when they are plain enough: `ada (at) example.com`, `ada [at] example [dot]
com`. In HTML the `mailto:` and `tel:` links count as well. Numbers without a country code need a region; each comes in
the international form `+4721234567` and as people write it. Only numbers that a telephone plan allows are given, so
order numbers and prices are left out.
"""

import asyncio
import re
from collections.abc import Iterator
from typing import Annotated, Literal
from urllib.parse import unquote

from pydantic import BaseModel, Field, field_validator

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.extract._source import Kind, TextOrHtml, is_html, loaded, parse
from flow_builder.nodes.extract._text import Writer, events

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+"
_HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}"
_EMAIL = re.compile(rf"(?<![\w.@+-]){_LOCAL}@{_HOST}(?![\w@-])")
_AT = re.compile(r"\s?(?:\(\s?(?:at|@|ät)\s?\)|\[\s?(?:at|@|ät)\s?\]|\{\s?(?:at|@|ät)\s?\})\s?", re.IGNORECASE)
_DOT = re.compile(
    r"(?<=\w)\s?(?:\(\s?(?:dot|punkt)\s?\)|\[\s?(?:dot|punkt|\.)\s?\]|\{\s?dot\s?\})\s?(?=\w)", re.IGNORECASE
)
_DATE = re.compile(r"\d{1,2}[.-]\d{1,2}[.-](?:\d\d|\d{4})|\d{4}[.-]\d{2}[.-]\d{2}(?: \d\d)?")
"""Digits that are a date far more often than a number."""
_LONGEST = 254
_LONGEST_LOCAL = 64
_MAX_PHONE_CHARS = 1_000_000
"""Text in which numbers are looked for: some ten seconds' work."""
_KINDS = {
    0: "landline",
    1: "mobile",
    2: "landline or mobile",
    3: "toll-free",
    4: "premium",
    5: "shared cost",
    6: "voip",
}


class Config(NodeConfig):
    """Where to look, and for what."""

    source: TextOrHtml
    kind: Kind = Field(default="auto", title="It is")
    find: Annotated[tuple[Literal["emails", "phones"], ...], Field(min_length=1)] = Field(
        default=("emails", "phones"), title="Find"
    )
    region: str | None = Field(
        default=None,
        pattern="^[A-Z]{2}$",
        title="Region",
        description="Country of numbers without a country code, such as NO.",
    )
    obfuscated: bool = Field(default=True, title="Read (at) and [dot]")
    limit: int = Field(default=1_000, ge=1, le=100_000, title="At most", description="Of each.")

    @field_validator("region")
    @classmethod
    def _known(cls, region: str | None) -> str | None:
        import phonenumbers

        if region is not None and region not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError(f"there is no region {region!r}; regions are ISO country codes such as NO")
        return region


class Phone(BaseModel):
    """One telephone number."""

    number: str
    """With country code, as E.164: +4721234567."""
    national: str
    region: str | None
    kind: str
    extension: str | None
    text: str
    """As it was written."""


class Output(NodeOutput):
    """What was found, each once, in the order of the text; addresses keep their spelling, hosts are lower case."""

    emails: list[str]
    phones: list[Phone]


async def run(config: Config, ctx: Context) -> Output:
    """Returns addresses and numbers; raises what reading the source raises."""
    return await asyncio.to_thread(_read, await loaded(config.source, ctx, "/source"), config)


def _read(source: str, config: Config) -> Output:
    text, mails, numbers = _parts(source) if is_html(source, config.kind) else (source, [], [])
    emails: dict[str, str] = {}
    phones: dict[tuple[str, str | None], Phone] = {}
    if "emails" in config.find:
        plain = _DOT.sub(".", _AT.sub("@", text)) if config.obfuscated else text
        for email in (*_emails("\n".join(mails)), *_emails(plain)):
            emails.setdefault(email.casefold(), email)
    if "phones" in config.find:
        for phone in _phones("\n".join((*numbers, text[:_MAX_PHONE_CHARS])), config):
            phones.setdefault((phone.number, phone.extension), phone)
            if len(phones) >= config.limit:
                break
    return Output(emails=list(emails.values())[: config.limit], phones=list(phones.values()))


def _parts(html: str) -> tuple[str, list[str], list[str]]:
    """Returns a document's text, and the addresses and numbers of its links."""
    document = parse(html)
    mails, numbers = [], []
    for node in document.css("a[href], area[href]"):
        scheme, _, rest = (node.attributes["href"] or "").strip().partition(":")
        if scheme.lower() == "mailto":
            mails.append(unquote(rest.partition("?")[0]).replace(",", "\n"))
        elif scheme.lower() in ("tel", "sms", "callto"):
            numbers.append(unquote(rest.partition("?")[0].partition(";")[0]))
    writer = Writer()
    for entering, node in events(document.root) if document.root is not None else ():
        (writer.enter if entering else writer.leave)(node)
    return writer.text(), mails, numbers


def _emails(text: str) -> Iterator[str]:
    for match in _EMAIL.finditer(text):
        local, _, host = match[0].rpartition("@")
        if len(match[0]) <= _LONGEST and len(local) <= _LONGEST_LOCAL:
            yield f"{local}@{host.lower()}"


def _phones(text: str, config: Config) -> Iterator[Phone]:
    import phonenumbers

    for match in phonenumbers.PhoneNumberMatcher(text, config.region):
        if _DATE.fullmatch(match.raw_string):
            continue
        number = match.number
        yield Phone(
            number=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
            national=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL),
            region=phonenumbers.region_code_for_number(number),
            kind=_KINDS.get(phonenumbers.number_type(number), "other"),
            extension=number.extension or None,
            text=match.raw_string,
        )


EXAMPLES = (
    Example(
        "In HTML, with the links",
        {"source": "{{ input }}", "region": "NO"},
        input="<p>Write to <a href='mailto:Ada@Example.com?subject=Hi'>us</a> or bob [at] example [dot] com, "
        "call 22 12 34 56.</p>",
        check=lambda out: (
            out["emails"] == ["Ada@example.com", "bob@example.com"]
            and [each["number"] for each in out["phones"]] == ["+4722123456"]
        ),
    ),
    Example(
        "Numbers with a country code need no region",
        {"source": "Ring +44 20 7946 0958 ext. 12; order 20231201.", "find": ["phones"]},
        check=lambda out: (
            [(each["number"], each["region"], each["extension"]) for each in out["phones"]]
            == [("+442079460958", "GB", "12")]
        ),
    ),
    Example("Nothing there", {"source": "see you @ noon"}, output={"emails": [], "phones": []}),
)

NODE = NodeType(
    id="extract.emails_phones",
    title="E-mails and phones",
    config=Config,
    output=Output,
    run=run,
    credits=1,
    icon="contact",
    examples=EXAMPLES,
)
