"""A host seals with the vault that its settings choose, and opens what it sealed after a restart."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from flow_builder.errors import FlowBuilderError, InvalidInput, StorageError
from flow_builder.services.vault_keys import go_on
from flow_builder.settings import Settings, load_settings
from flow_builder.vault import kms
from flow_builder.vault.kms import KmsVault
from flow_builder.vault.secrets_manager import SecretsManagerVault
from tests.support.api import Api, api
from tests.support.signed_in import bearer, owner
from tests.support.standin_server import REGION, StandIn

TOKEN = "t0p-s3cret-of-a-shop"


def kms_keys(standin: StandIn) -> dict[str, Any]:
    client = kms.connect(REGION, standin.url)
    key = client.create_key()["KeyMetadata"]["Arn"]
    mac_key = client.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["Arn"]
    return {"vault": "kms", "vault_keys": (key,), "vault_mac_key": mac_key}


def stored(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(folder.glob("state.db*")))


async def use(host: Api) -> tuple[str, dict[str, str]]:
    """Seals a credential, a signing key and a session's token; returns the credential and who is signed in."""
    granted = await owner(host)
    mine = bearer(granted["access_token"])
    given = {"name": "shop", "type": "bearer", "fields": {"token": TOKEN}}
    return (await host.ok("POST", "/credentials", json=given, headers=mine))["id"], mine


@pytest.mark.standin
@pytest.mark.parametrize("kind", ["kms", "secrets-manager"])
async def test_a_host_seals_with_keys_that_are_not_on_its_disk(
    standin: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", standin.url)
    given = kms_keys(standin) if kind == "kms" else {"vault": kind, "vault_secret": f"vault/{uuid4().hex}"}
    async with api(tmp_path, **given) as host:
        assert isinstance(host.app.vault, KmsVault if kind == "kms" else SecretsManagerVault)
        credential, mine = await use(host)
    assert not (tmp_path / "vault.key").exists()
    assert TOKEN.encode() not in stored(tmp_path)
    async with api(tmp_path, **given) as host:
        assert (await host.app.stores.credentials.resolve("local", credential))["token"] == TOKEN
        await host.ok("GET", "/flows", headers=mine)
    async with api(tmp_path) as host:
        with pytest.raises(StorageError) as caught:
            await host.app.stores.credentials.resolve("local", credential)
        assert caught.value.code == "vault.unsealable"


@pytest.mark.standin
async def test_secrets_move_to_the_first_of_the_keys_that_a_host_is_given(
    standin: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", standin.url)
    before, after = kms_keys(standin), kms_keys(standin)
    mac_key = {"vault": "kms", "vault_mac_key": before["vault_mac_key"]}
    async with api(tmp_path, **before) as host:
        credential, _ = await use(host)
    async with api(tmp_path, **mac_key, vault_keys=(*after["vault_keys"], *before["vault_keys"])) as host:
        await go_on(host.app)
    async with api(tmp_path, **mac_key, vault_keys=after["vault_keys"]) as host:
        assert (await host.app.stores.credentials.resolve("local", credential))["token"] == TOKEN


@pytest.mark.parametrize(
    "given",
    [{"vault": "kms"}, {"vault": "kms", "vault_keys": ("arn:aws:kms:eu-central-1:1:key/a",)}],
    ids=["no", "one"],
)
async def test_a_vault_that_lacks_a_key_is_said_at_the_start(tmp_path: Path, given: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="FLOW_VAULT_MAC_KEY") as caught:
        async with api(tmp_path, **given):
            pass
    assert caught.value.code == "settings.vault"


async def test_a_vault_that_cannot_be_reached_is_said_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(FlowBuilderError) as caught:
        async with api(tmp_path, vault="secrets-manager"):
            pass
    assert caught.value.code == "store.unreachable"
    assert "the secret flow-builder/vault" in caught.value.message


def test_settings_of_a_vault_come_from_the_environment() -> None:
    key = "arn:aws:kms:eu-central-1:123456789012:key/0f"
    given = {"FLOW_VAULT": "kms", "FLOW_VAULT_KEYS": f"{key}, {key}1", "FLOW_VAULT_MAC_KEY": key}
    found: Settings = load_settings(given)
    assert (found.vault, found.vault_keys, kms.region_of(key)) == ("kms", (key, f"{key}1"), "eu-central-1")
    with pytest.raises(InvalidInput, match="FLOW_VAULT_MAC_KEY"):
        load_settings({**given, "FLOW_VAULT_MAC_KEY": "my-key"})
