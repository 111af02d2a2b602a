"""What a sitemap lists."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from flow_builder.errors import NodeError

_MAX_ENTRIES = 200_000
_MAX_URL = 4_096


@dataclass(frozen=True, slots=True)
class Entry:
    """An address, of a page or of another sitemap; `lastmod` as it is written, `changed` as a time if it is one."""

    url: str
    is_sitemap: bool = False
    lastmod: str | None = None
    changed: datetime | None = None
    changefreq: str | None = None
    priority: float | None = None


def read_sitemap(content: bytes, content_type: str, url: str) -> list[Entry]:
    """Returns what a sitemap lists: an XML one or index, or a text with an address per line.

    Raises NodeError `sitemap.invalid`.
    """
    if "xml" not in content_type and not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        lines = content.decode("utf-8-sig", "replace").splitlines()[:_MAX_ENTRIES]
        return [Entry(each) for line in lines if (each := line.strip()).startswith(("http://", "https://"))]
    return _xml(content, url)


def _xml(content: bytes, url: str) -> list[Entry]:
    from lxml import etree

    found: list[Entry] = []
    kinds: set[str] = set()
    # No entities: neither files nor expansions without end; a broken end does not lose the beginning.
    reader = etree.iterparse(
        io.BytesIO(content), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    try:
        for _, element in reader:
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            kinds.add(name)
            if name in {"url", "sitemap"}:
                found += _entry(element, url, is_sitemap=name == "sitemap")
                element.clear()
            if len(found) >= _MAX_ENTRIES:
                break
    except etree.XMLSyntaxError as error:
        raise _invalid(url) from error
    if not found and kinds.isdisjoint({"urlset", "sitemapindex"}):
        raise _invalid(url)
    return found


def _entry(element: object, base: str, *, is_sitemap: bool) -> list[Entry]:
    from lxml import etree

    facts: dict[str, str] = {}
    for child in element:  # type: ignore[attr-defined]  # lxml's elements
        if isinstance(child.tag, str) and child.text:
            facts.setdefault(etree.QName(child).localname, child.text.strip())
    address = urljoin(base, facts.get("loc", ""))
    if not facts.get("loc") or not address.startswith(("http://", "https://")) or len(address) > _MAX_URL:
        return []
    lastmod = facts.get("lastmod")
    return [
        Entry(address, is_sitemap, lastmod, _moment(lastmod), facts.get("changefreq"), _number(facts.get("priority")))
    ]


def _moment(text: str | None) -> datetime | None:
    """Returns a W3C date or time; one of a month or year is its first moment."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat({4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _invalid(url: str) -> NodeError:
    return NodeError(f"{url.partition('?')[0]} is not a sitemap.", code="sitemap.invalid", details={"url": url})
