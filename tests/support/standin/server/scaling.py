"""Services of a stack: MiniStack's CloudFormation counts tasks in texts, and knows neither Application Auto Scaling nor sums of metrics.

How a pool scales is taken down and does nothing: it keeps the number of workers that its service begins with.
"""

from typing import Any

from ministack.services.cloudformation import provisioners


def mend() -> None:
    """Makes a pool of workers as a template declares it."""
    handlers = provisioners._RESOURCE_HANDLERS
    service, alarm = handlers["AWS::ECS::Service"], handlers["AWS::CloudWatch::Alarm"]
    create, watch = service["create"], alarm["create"]

    def counted(logical: str, properties: dict[str, Any], stack: str) -> Any:
        return create(logical, {**properties, "DesiredCount": int(properties.get("DesiredCount", 1))}, stack)

    def watched(logical: str, properties: dict[str, Any], stack: str) -> Any:
        return (_declare if "Metrics" in properties else watch)(logical, properties, stack)

    service["create"], alarm["create"] = counted, watched
    for kind in ("ScalableTarget", "ScalingPolicy"):
        handlers[f"AWS::ApplicationAutoScaling::{kind}"] = {"create": _declare, "delete": _forget}


def _declare(logical: str, _properties: dict[str, Any], stack: str) -> tuple[str, dict[str, Any]]:
    return f"arn:aws:autoscaling:us-east-1:000000000000:scaling:{stack}/{logical}", {}


def _forget(_physical: str, _properties: dict[str, Any]) -> None:
    """Has nothing to do."""
