"""What AWS charges in us-east-1 (N. Virginia), in US dollars, without taxes and free tiers; looked up on LOOKED_UP."""

from dataclasses import dataclass

LOOKED_UP = "2026-11-21"


@dataclass(frozen=True, slots=True)
class Price:
    """One published price."""

    of: str
    dollars: float
    per: int
    """For so many units."""
    unit: str
    source: str

    def times(self, units: float) -> float:
        """Returns what so many units cost."""
        return self.dollars / self.per * units


_PAGES = "https://aws.amazon.com"
TRANSITION = Price("Step Functions, Standard", 0.025, 1_000, "state transitions", f"{_PAGES}/step-functions/pricing/")
CALL = Price("Lambda", 0.20, 1_000_000, "calls", f"{_PAGES}/lambda/pricing/")
CALL_TIME = Price("Lambda, arm64", 0.0000133334, 1, "GB-seconds", f"{_PAGES}/lambda/pricing/")
WRITE = Price("DynamoDB, on demand", 0.625, 1_000_000, "write units", f"{_PAGES}/dynamodb/pricing/on-demand/")
READ = Price("DynamoDB, on demand", 0.125, 1_000_000, "read units", f"{_PAGES}/dynamodb/pricing/on-demand/")
CPU = Price("Fargate, arm64", 0.03238, 3_600, "vCPU-seconds", f"{_PAGES}/fargate/pricing/")
MEMORY = Price("Fargate, arm64", 0.00356, 3_600, "GB-seconds", f"{_PAGES}/fargate/pricing/")
ADDRESS = Price("Public IPv4 address", 0.005, 3_600, "seconds", f"{_PAGES}/vpc/pricing/")
GATEWAY = Price("NAT gateway", 0.045, 3_600, "seconds", f"{_PAGES}/vpc/pricing/")
GATEWAY_DATA = Price("NAT gateway", 0.045, 1, "GB", f"{_PAGES}/vpc/pricing/")
LOGS = Price("CloudWatch Logs", 0.50, 1, "GB", f"{_PAGES}/cloudwatch/pricing/")
PUT = Price("S3", 0.005, 1_000, "PUT requests", f"{_PAGES}/s3/pricing/")
KEY = Price("KMS", 1.00, 1, "keys a month", f"{_PAGES}/kms/pricing/")
KEY_USE = Price("KMS", 0.03, 10_000, "requests", f"{_PAGES}/kms/pricing/")
SPOT = 0.30
"""Of the price on demand; it moves, and is lower most of the time (https://aws.amazon.com/fargate/pricing/)."""

PUBLISHED = (
    TRANSITION, CALL, CALL_TIME, WRITE, READ, CPU, MEMORY, ADDRESS, GATEWAY, GATEWAY_DATA, LOGS, PUT, KEY, KEY_USE,
)  # fmt: skip
