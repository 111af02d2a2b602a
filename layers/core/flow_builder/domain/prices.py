"""What things cost: packs of credits, and the outside prices that dollar figures are made of. As of 2026-11-21.

AWS prices are list prices of us-east-1, on demand: https://aws.amazon.com/lambda/pricing,
https://aws.amazon.com/fargate/pricing, https://aws.amazon.com/step-functions/pricing (Spot varies; 70 % off is typical
and is what is assumed). Model prices are the providers' list prices per million tokens. A dollar figure is a guide and
no bill: free tiers, storage, traffic and taxes are not in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flow_builder.domain.plan import Lane

AS_OF = "2026-11-21"
CURRENCY = "usd"


@dataclass(frozen=True, slots=True)
class Pack:
    """So many credits for so many cents."""

    id: str
    credits: int
    cents: int


PACKS: Mapping[str, Pack] = MappingProxyType(
    {
        pack.id: pack
        for pack in (
            Pack("pack_1000", 1_000, 1_000),
            Pack("pack_5000", 5_000, 4_500),
            Pack("pack_10000", 10_000, 8_000),
        )
    }
)

LAMBDA_GB_SECOND = 0.0000166667
LAMBDA_REQUEST = 0.20 / 1_000_000
LAMBDA_GB = 1.0
FARGATE_VCPU_SECOND = 0.04048 / 3_600
FARGATE_GB_SECOND = 0.004445 / 3_600
FARGATE_SPOT = 0.3
"""What Spot costs of the price on demand."""
FARGATE_VCPUS, FARGATE_GB = 1.0, 2.0
STATE_TRANSITION = 25 / 1_000_000

SECONDS: Mapping[Lane, float] = MappingProxyType({"control": 0.0, "inline": 0.3, "browser": 1.0})
"""How long a step is expected to take that has not been executed yet."""

TOKENS_PER_STEP = (1_500, 400)
"""(in, out) of a step that asks a model and has not been executed yet."""
DEFAULT_MODEL = "gpt-4o-mini"
MODELS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "gpt-4.1": (2.00, 8.00),
        "gpt-4.1-mini": (0.40, 1.60),
        "gpt-4.1-nano": (0.10, 0.40),
        "gpt-4o": (2.50, 10.00),
        "gpt-4o-mini": (0.15, 0.60),
        "text-embedding-3-large": (0.13, 0.0),
        "text-embedding-3-small": (0.02, 0.0),
    }
)
"""Dollars per million tokens (in, out); a dated name such as gpt-4o-2024-11-20 has the price of its family."""


def compute_dollars(lane: Lane, seconds: float) -> float:
    """Returns what a host costs for a step: a Lambda function, or a browser worker on Fargate Spot."""
    if lane == "control":
        return STATE_TRANSITION
    if lane == "inline":
        return STATE_TRANSITION + LAMBDA_REQUEST + LAMBDA_GB * LAMBDA_GB_SECOND * seconds
    return FARGATE_SPOT * seconds * (FARGATE_VCPUS * FARGATE_VCPU_SECOND + FARGATE_GB * FARGATE_GB_SECOND)


def token_dollars(model: str, tokens_in: int, tokens_out: int) -> float | None:
    """Returns what tokens of a model cost, None for a model without a known price (a local one, say)."""
    family = max((name for name in MODELS if model == name or model.startswith(f"{name}-2")), key=len, default=None)
    if family is None:
        return None
    price_in, price_out = MODELS[family]
    return (tokens_in * price_in + tokens_out * price_out) / 1_000_000
