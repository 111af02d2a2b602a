"""Which regions a function may leave in their middle: they are asked for again, and go on from what is recorded."""

from flow_builder.compiler.stages import Work
from flow_builder.domain.plan import Step

AGAIN_FORM = "again"
_LONG_S = 20.0
"""A longer pause between two attempts is a state that waits, rather than a function that sleeps."""
LONGEST_S = 840.0
"""What a step may take in a call of the function, which needs the rest of its fifteen minutes to store and answer."""
_CALL_S = 900.0
_LOOP = "core.loop"


def may_be_left(work: Work) -> bool:
    """Tells whether a region may have to wait for long, or take longer than one call may.

    That is when an attempt may be repeated a long time later, or all attempts together take longer than a call, or several
    steps reach the world outside: each of them may take minutes. It costs two more states for each time, so small regions go without.
    """
    if work.region.lane != "inline":
        return False
    effects = sum(step.side_effect for step in work.steps)
    repeats = any(step.type == _LOOP for step in work.steps)
    return effects > 1 or (effects == 1 and repeats) or any(map(_is_slow, work.steps))


def leaves(work: Work) -> int:
    """Returns how often a region is left at most, for pauses that are long; handing over comes on top."""
    return sum(step.policy.retry.max_attempts - 1 for step in work.steps if _is_slow(step))


def _is_slow(step: Step) -> bool:
    attempts, limit = step.policy.retry.max_attempts, step.policy.timeout_s or 0.0
    return _longest_pause_s(step) >= _LONG_S or (attempts > 1 and attempts * limit > _CALL_S)


def _longest_pause_s(step: Step) -> float:
    retry = step.policy.retry
    if retry.max_attempts == 1:
        return 0.0
    return float(min(retry.max_delay_s, retry.interval_s * retry.backoff ** (retry.max_attempts - 2)))
