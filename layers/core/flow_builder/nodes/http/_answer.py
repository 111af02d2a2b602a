"""What becomes of a response: an expected one is read, another one is an error that says whether to try again."""

from flow_builder.errors import NodeError
from flow_builder.network.exchange import Exchange, Incoming
from flow_builder.network.headers import retry_after

_RETRYABLE = frozenset({408, 425, 429, 500, 502, 503, 504})
_SERVER_ERROR = 500
_NOT_SERVER_RETRYABLE = frozenset({501, 505, 511})
_EXCERPT = 500


def is_expected(status: int, expected: list[int | str]) -> bool:
    """Tells whether a status is one of `expected`: numbers, or classes such as `2xx`."""
    return any(str(each).lower() in {str(status), f"{status // 100}xx"} for each in expected)


def status_error(answer: Exchange, method: str) -> NodeError:
    """Returns the error of an unexpected status; `details` holds status, the body's beginning and `retry_after_s`."""
    details = {
        "status": answer.status,
        "url": answer.url,
        "body": answer.content[:_EXCERPT].decode("utf-8", "replace"),
    }
    wait = retry_after(answer.headers.get("retry-after", ""))
    if wait is not None:
        details["retry_after_s"] = wait
    return NodeError(
        f"{method} {answer.url.partition('?')[0]} answered with status {answer.status}.",
        code="http.status",
        retryable=is_retryable(answer.status),
        details=details,
    )


async def refusal(answer: Incoming, method: str) -> NodeError:
    """Returns the error of an unexpected status whose body has not been read yet."""
    beginning = await answer.beginning(_EXCERPT)
    return status_error(Exchange(answer.status, answer.headers, beginning, answer.url, 0, answer.cookies), method)


def is_retryable(status: int) -> bool:
    """Tells whether a status means that trying again may help."""
    return status in _RETRYABLE or (status >= _SERVER_ERROR and status not in _NOT_SERVER_RETRYABLE)
