"""Facts about template.yaml."""

from pathlib import Path
from typing import Any

import yaml

from flow_builder.store.dynamo import _description

ROOT = Path(__file__).parents[2]


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short tags as their plain values."""


_Loader.add_multi_constructor("!", lambda loader, _, node: getattr(loader, f"construct_{node.id}")(node))


def resources() -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((ROOT / "template.yaml").read_text("utf-8"), _Loader)["Resources"]
    return found


def by_name(indexes: list[dict[str, Any]]) -> dict[str, Any]:
    return {index["IndexName"]: {key: index[key] for key in ("KeySchema", "Projection")} for index in indexes}


def test_the_table_is_the_one_that_the_adapter_expects() -> None:
    declared = resources()["Table"]["Properties"]
    expected = _description("t")

    def sorted_names(each: dict[str, Any]) -> list[dict[str, str]]:
        return sorted(each["AttributeDefinitions"], key=lambda attribute: attribute["AttributeName"])

    assert declared["KeySchema"] == expected["KeySchema"]
    assert sorted_names(declared) == sorted_names(expected)
    assert by_name(declared["GlobalSecondaryIndexes"]) == by_name(expected["GlobalSecondaryIndexes"])
    assert declared["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}


def test_state_survives_mistakes_and_the_stack() -> None:
    found = resources()
    assert found["Table"]["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert {found[name]["DeletionPolicy"] for name in ("Table", "Blobs")} == {"Retain"}


def test_the_bucket_is_private_and_encrypted() -> None:
    properties = resources()["Blobs"]["Properties"]
    assert all(properties["PublicAccessBlockConfiguration"].values())
    assert properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
