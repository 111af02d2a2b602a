import asyncio
from pathlib import Path

import pytest

from flow_builder.errors import StorageError
from flow_builder.vault import Vault
from flow_builder.vault.keyfile import KeyFileVault

CONTEXT = {"credential": "c1", "field": "password"}


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return KeyFileVault(tmp_path / "key")


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
    assert len({each[8:36] for each in sealed}) == 50
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
    for position in range(len(sealed)):
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
    await refused(vault, "w1", first[:36] + second[36:], CONTEXT)
    await refused(vault, "w1", first[:24] + second[24:], CONTEXT)


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
