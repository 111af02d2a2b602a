import asyncio
import base64
from pathlib import Path
from uuid import uuid4

import pytest

from flow_builder.errors import Conflict, StorageError
from flow_builder.vault import Vault, kms, secrets_manager
from flow_builder.vault.envelope import parts, with_place
from flow_builder.vault.keyfile import KeyFileVault
from flow_builder.vault.kms import KmsVault
from flow_builder.vault.secrets_manager import SecretsManagerVault
from tests.support.standin_server import REGION, StandIn

CONTEXT = {"credential": "c1", "field": "password"}
FIRST_VERSION = (
    "46425601c9d6563df9515cfbba90e7313634492040ca9c3cbb790db7b18dbafa9616ed"
    "b4d378f4a6e6b2a991cce876ac96c62a93a3db4a0a2d7409"
)
"""A secret as it was sealed before secrets had keys of their own."""


def aws_vault(kind: str, standin: StandIn) -> Vault:
    if kind == "secrets-manager":
        return SecretsManagerVault(secrets_manager.connect(REGION, standin.url), f"vault-{uuid4().hex}")
    client = kms.connect(REGION, standin.url)
    key = client.create_key()["KeyMetadata"]["Arn"]
    mac_key = client.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["Arn"]
    return KmsVault(client, key, mac_key)


@pytest.fixture(
    params=["key-file", *(pytest.param(each, marks=pytest.mark.standin) for each in ("kms", "secrets-manager"))]
)
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    if request.param == "key-file":
        return KeyFileVault(tmp_path / "key")
    return aws_vault(request.param, request.getfixturevalue("standin"))


async def refused(vault: Vault, workspace: str, sealed: bytes, context: dict[str, str]) -> None:
    with pytest.raises(StorageError) as caught:
        await vault.open(workspace, sealed, context)
    assert caught.value.code == "vault.unsealable"
    assert caught.value.hint


@pytest.mark.parametrize("secret", [b"", b"hunter2", bytes(range(256)) * 400], ids=len)
async def test_a_sealed_secret_opens(vault: Vault, secret: bytes) -> None:
    sealed = await vault.seal("w1", secret, CONTEXT)
    assert await vault.open("w1", sealed, dict(reversed(CONTEXT.items()))) == secret


async def test_a_sealed_secret_does_not_show_and_differs_every_time(vault: Vault) -> None:
    sealed = [await vault.seal("w1", b"hunter2", CONTEXT) for _ in range(50)]
    assert len(set(sealed)) == 50
    assert len({parts(each)[0] for each in sealed}) == 50
    assert len({parts(each)[1][:12] for each in sealed}) == 50
    assert all(b"hunter2" not in each for each in sealed)


async def test_another_workspace_cannot_open_it(vault: Vault) -> None:
    sealed = await vault.seal("w1", b"hunter2", CONTEXT)
    await refused(vault, "w2", sealed, CONTEXT)


@pytest.mark.parametrize(
    "context",
    [
        {},
        {"credential": "c1"},
        {"credential": "c2", "field": "password"},
        {"field": "c1", "credential": "password"},
        {**CONTEXT, "more": ""},
    ],
)
async def test_another_context_cannot_open_it(vault: Vault, context: dict[str, str]) -> None:
    sealed = await vault.seal("w1", b"hunter2", CONTEXT)
    await refused(vault, "w1", sealed, context)


async def test_workspace_and_context_do_not_run_into_each_other(vault: Vault) -> None:
    sealed = await vault.seal("w", b"hunter2", {"a": "b"})
    await refused(vault, 'w","a', sealed, {"b": ""})
    await refused(vault, "w", sealed, {"a": "b", "": ""})


async def test_every_changed_bit_is_noticed(vault: Vault) -> None:
    sealed = await vault.seal("w1", b"hunter2", CONTEXT)
    # What KMS has wrapped it guards itself, on AWS; the stand-in does not.
    theirs = set(range(6, 6 + len(parts(sealed)[0]))) if isinstance(vault, KmsVault) else set()
    for position in sorted(set(range(len(sealed))) - theirs):
        for bit in range(8):
            changed = bytearray(sealed)
            changed[position] ^= 1 << bit
            await refused(vault, "w1", bytes(changed), CONTEXT)


async def test_every_cut_and_addition_is_noticed(vault: Vault) -> None:
    sealed = await vault.seal("w1", b"hunter2", CONTEXT)
    for length in range(len(sealed)):
        await refused(vault, "w1", sealed[:length], CONTEXT)
    await refused(vault, "w1", sealed + b"\0", CONTEXT)


async def test_parts_of_two_secrets_do_not_make_a_third(vault: Vault) -> None:
    first = await vault.seal("w1", b"first..", CONTEXT)
    second = await vault.seal("w1", b"second.", CONTEXT)
    (place, body), (other_place, other_body) = parts(first), parts(second)
    await refused(vault, "w1", with_place(place, other_body), CONTEXT)
    await refused(vault, "w1", with_place(place, body[:12] + other_body[12:]), CONTEXT)
    await refused(vault, "w1", with_place(other_place, body), CONTEXT)


async def test_a_second_instance_opens_what_the_first_sealed(tmp_path: Path) -> None:
    sealed = await KeyFileVault(tmp_path / "key").seal("w1", b"hunter2", CONTEXT)
    assert await KeyFileVault(tmp_path / "key").open("w1", sealed, CONTEXT) == b"hunter2"


async def test_another_key_file_cannot_open_it(tmp_path: Path) -> None:
    sealed = await KeyFileVault(tmp_path / "key").seal("w1", b"hunter2", CONTEXT)
    await refused(KeyFileVault(tmp_path / "other"), "w1", sealed, CONTEXT)


def test_the_key_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    KeyFileVault(tmp_path / "new" / "key")
    assert (tmp_path / "new" / "key").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["key"]


async def test_hosts_that_start_at_once_share_one_key(tmp_path: Path) -> None:
    vaults = await asyncio.gather(*(asyncio.to_thread(KeyFileVault, tmp_path / "key") for _ in range(8)))
    sealed = await vaults[0].seal("w1", b"hunter2", CONTEXT)
    assert [await vault.open("w1", sealed, CONTEXT) for vault in vaults] == [b"hunter2"] * 8


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o610])
def test_a_key_file_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    KeyFileVault(tmp_path / "key")
    (tmp_path / "key").chmod(mode)
    with pytest.raises(StorageError) as caught:
        KeyFileVault(tmp_path / "key")
    assert caught.value.code == "vault.key_exposed"
    assert "chmod 600" in (caught.value.hint or "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        b"flow-builder-key-1 \n",
        b"flow-builder-key-1 AAAA\n",
        b"flow-builder-key-1 !!!!\n",
        b"flow-builder-key-2 " + b"A" * 43 + b"=\n",
        bytes(range(256)),
    ],
)
def test_a_damaged_key_file_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(StorageError) as caught:
        KeyFileVault(path)
    assert caught.value.code == "vault.bad_key"
    assert path.read_bytes() == content


async def test_derived_keys_stay_and_differ_by_workspace_and_purpose(vault: Vault) -> None:
    key = await vault.derive("w1", "links")
    assert len(key) == 32
    assert await vault.derive("w1", "links") == key
    others = [await vault.derive("w2", "links"), await vault.derive("w1", "link"), await vault.derive("w1links", "")]
    assert len({key, *others}) == 4


async def test_a_new_master_key_seals_and_the_old_one_opens_until_it_is_dropped(tmp_path: Path) -> None:
    vault = KeyFileVault(tmp_path / "key")
    old, derived = await vault.seal("w1", b"hunter2", CONTEXT), await vault.derive("w1", "links")
    first = vault.keys[0]
    second = vault.add_key()
    new = await vault.seal("w1", b"hunter3", CONTEXT)
    assert vault.keys == [second, first]
    assert [vault.sealed_by(old), vault.sealed_by(new)] == [first, second]
    again = KeyFileVault(tmp_path / "key")
    assert [await again.open("w1", each, CONTEXT) for each in (old, new)] == [b"hunter2", b"hunter3"]
    moved = await vault.rewrap(old)
    assert (vault.sealed_by(moved), await vault.rewrap(moved)) == (second, moved)
    assert vault.drop_keys() == [first]
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    for each in (vault, KeyFileVault(tmp_path / "key")):
        await refused(each, "w1", old, CONTEXT)
        assert await each.open("w1", moved, CONTEXT) == b"hunter2"
        assert await each.derive("w1", "links") == derived
    with pytest.raises(Conflict):
        vault.drop_keys()


async def test_a_secret_of_the_first_version_still_opens(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"flow-builder-key-1 {base64.b64encode(bytes(range(32))).decode()}\n")
    (tmp_path / "key").chmod(0o600)
    vault = KeyFileVault(tmp_path / "key")
    sealed = bytes.fromhex(FIRST_VERSION)
    assert await vault.open("w1", sealed, CONTEXT) == b"hunter2"
    assert (vault.sealed_by(sealed), await vault.rewrap(sealed)) == (vault.keys[0], sealed)
    await refused(vault, "w2", sealed, CONTEXT)
    await refused(vault, "w1", sealed[:-1], CONTEXT)


@pytest.mark.standin
async def test_secrets_move_to_another_kms_key(standin: StandIn) -> None:
    client = kms.connect(REGION, standin.url)
    mac_key = client.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["Arn"]
    old, new = (client.create_key()["KeyMetadata"]["Arn"] for _ in range(2))
    sealed = await KmsVault(client, old, mac_key).seal("w1", b"hunter2", CONTEXT)
    vault = KmsVault(client, new, mac_key, older=[old])
    assert (vault.keys, vault.sealed_by(sealed)) == ([new, old], old)
    moved = await vault.rewrap(sealed)
    assert (vault.sealed_by(moved), await vault.rewrap(moved)) == (new, moved)
    assert await KmsVault(client, new, mac_key).open("w1", moved, CONTEXT) == b"hunter2"
    await refused(KmsVault(client, new, mac_key), "w1", sealed, CONTEXT)


@pytest.mark.standin
async def test_processes_share_the_master_keys_of_secrets_manager(standin: StandIn) -> None:
    client, name = secrets_manager.connect(REGION, standin.url), f"vault-{uuid4().hex}"
    first = SecretsManagerVault(client, name)
    second = SecretsManagerVault(client, name)
    assert first.keys == second.keys
    first.add_key()
    sealed = await first.seal("w1", b"hunter2", CONTEXT)
    third = SecretsManagerVault(client, name)
    assert third.keys == first.keys
    with pytest.raises(Conflict) as caught:  # it knows nothing of the new key yet
        second.add_key()
    assert caught.value.code == "vault.changed"
    assert await second.open("w1", sealed, CONTEXT) == b"hunter2"
    assert second.keys == first.keys
    second.drop_keys()
    assert await first.derive("w1", "links") == await second.derive("w1", "links")
    assert await second.open("w1", sealed, CONTEXT) == b"hunter2"
