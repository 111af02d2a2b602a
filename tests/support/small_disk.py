"""A disk that is really full: a small tmpfs, mounted for one test."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


class SmallDisk:
    """A mounted file system of a few megabytes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def free(self) -> int:
        """Bytes left."""
        return shutil.disk_usage(self.path).free

    def fill(self, leave: int = 0) -> Path:
        """Takes the space but `leave` bytes; deleting the returned file gives it back."""
        ballast = self.path / "ballast"
        with ballast.open("wb") as file:
            while self.free > leave:
                try:
                    file.write(bytes(min(4_096, self.free - leave)))
                    file.flush()
                except OSError:
                    break
        return ballast

    def read_only(self) -> None:
        """Makes the file system refuse writes, also those of root."""
        subprocess.run(["mount", "-o", "remount,ro", self.path], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A file system of 2 MB; the test is skipped where none can be mounted (needs root)."""
    path = tmp_path / "disk"
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", path]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("mounting a small disk needs root")
    try:
        yield SmallDisk(path)
    finally:
        subprocess.run(["umount", "--lazy", path], check=True)
