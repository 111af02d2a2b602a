import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flow_builder.errors import StorageError, StoreLocked
from flow_builder.store.folder_lock import DataFolder, HostInfo, owner
from tests.support.small_disk import SmallDisk

HOLDER = """
import sys
from flow_builder.store.folder_lock import DataFolder
folder = DataFolder(sys.argv[1])
folder.announce("http://127.0.0.1:8700")
print("held", flush=True)
sys.stdin.read()
"""


def holder(path: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_folder_is_made_and_held_until_it_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b"
    with DataFolder(path) as folder:
        assert owner(path) == HostInfo(os.getpid())
        folder.announce("http://127.0.0.1:1")
        assert owner(path) == HostInfo(os.getpid(), "http://127.0.0.1:1")
    assert owner(path) is None
    folder.close()
    with DataFolder(path):
        pass


def test_a_second_host_is_told_who_holds_the_folder_and_where(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(StoreLocked) as caught:
            DataFolder(tmp_path)
        assert owner(tmp_path) == HostInfo(process.pid, "http://127.0.0.1:8700")
        process.communicate()
    assert caught.value.code == "store.locked"
    assert f"process {process.pid} at http://127.0.0.1:8700" in caught.value.message
    assert caught.value.details["pid"] == process.pid
    assert owner(tmp_path) is None


def test_the_lock_of_a_killed_host_does_not_stay(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert (tmp_path / "host.json").exists()
        assert owner(tmp_path) is None
        with DataFolder(tmp_path):
            assert owner(tmp_path) == HostInfo(os.getpid())


def test_a_child_process_does_not_keep_the_folder(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False) as child:
        folder.close()
        DataFolder(tmp_path).close()
        child.communicate(b"\n")


@pytest.mark.parametrize("content", [b"", b"{}", b"nonsense", b'{"pid": "x", "url": 1}', b"[]"])
def test_an_unreadable_notice_still_tells_that_it_is_held(tmp_path: Path, content: bytes) -> None:
    with DataFolder(tmp_path):
        (tmp_path / "host.json").write_bytes(content)
        with pytest.raises(StoreLocked) as caught:
            DataFolder(tmp_path)
    assert "another process" in caught.value.message


def test_a_folder_nobody_made_has_no_owner(tmp_path: Path) -> None:
    assert owner(tmp_path / "nothing") is None


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError) as caught:
        DataFolder(tmp_path / "file")
    assert caught.value.code == "store.read_only"


def test_a_read_only_disk_is_a_storage_error(small_disk: SmallDisk) -> None:
    small_disk.read_only()
    with pytest.raises(StorageError) as caught:
        DataFolder(small_disk.path)
    assert caught.value.code == "store.read_only"


def test_a_full_disk_does_not_keep_a_host_from_its_folder(small_disk: SmallDisk) -> None:
    DataFolder(small_disk.path).close()
    small_disk.fill()
    with DataFolder(small_disk.path):
        assert owner(small_disk.path) is not None
