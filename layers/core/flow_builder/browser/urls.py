"""Which addresses a step may navigate to."""

from urllib.parse import urlsplit

from flow_builder.errors import NetworkBlocked, NodeError

_BLANK = "about:blank"


def check_navigable(url: str) -> None:
    """Raises unless the address is http(s) with a host, or about:blank.

    Files, data, view-source and the browser's own pages would show what the flow's author has no right to see
    (NetworkBlocked); what is no address at all is NodeError `browser.url_invalid`.
    """
    if url == _BLANK:
        return
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        raise _invalid(url) from None
    if parts.scheme not in ("http", "https", ""):
        raise NetworkBlocked(
            f"A page cannot be opened by {parts.scheme}: addresses.",
            hint="Only http and https pages can be opened.",
            details={"url": url[:500]},
        )
    if not host or not parts.scheme:
        raise _invalid(url)


def _invalid(url: str) -> NodeError:
    return NodeError(
        f"{url[:500]!r} is not the address of a page.",
        code="browser.url_invalid",
        hint="Give it in full, such as https://example.com/.",
        details={"url": url[:500]},
    )
