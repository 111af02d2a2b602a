"""When and after how long a failed attempt is repeated."""

import random

from flow_builder.domain.document import Retry
from flow_builder.domain.value import StepError


def delay_before_next(policy: Retry, attempt: int, error: StepError) -> float | None:
    """Returns the seconds to wait after failed attempt number `attempt` (from 1), or None to give up.

    An error's `details.retry_after_s` (from a Retry-After header) is waited for at least, up to `max_delay_s`.
    """
    if attempt >= policy.max_attempts or not (error.retryable or policy.on == "all"):
        return None
    delay = min(policy.interval_s * policy.backoff ** (attempt - 1), policy.max_delay_s)
    if policy.jitter:
        delay *= random.uniform(0.5, 1.0)  # noqa: S311 - spreading load, not secrecy
    asked = error.details.get("retry_after_s")
    if isinstance(asked, int | float):
        delay = max(delay, min(float(asked), policy.max_delay_s))
    return delay
