"""The SQLite file: opened and checked, its errors named, its log folded back without stalling writers."""

import logging
import shutil
import sqlite3
import threading
from pathlib import Path
from typing import Literal

from flow_builder.errors import LimitExceeded, StorageError, StoreCorrupt, StoreFull, StoreLocked

Sync = Literal["normal", "full"]

FORMAT = 1
"""Version of the file's layout, in `user_version`; a newer one is refused."""
_APPLICATION_ID = 0x464C4F57
"""`FLOW`, so that `file` and we can tell our files from others'."""
_CHECK_BYTES = 32 * 1024 * 1024
"""Files up to this size are checked page by page when opened (about 10 ms per 10 MB); larger ones by their size only."""
_CHECKPOINT_PAGES = 1_000
_BUSY_SECONDS = 5.0
_LOG_LIMIT_PAGES = 4_000
_LOG_KEEP_BYTES = 16 * 1024 * 1024
_SPARE_BYTES = 256 * 1024
_HEADER = 100

# Rows lie in the order they came, with the keys in an index: writers of different partitions then share pages, which
# halves what a commit writes (measured against WITHOUT ROWID: 62 and 96 µs per put at 32 writers, a third less space).
_SCHEMA = """
CREATE TABLE item (
  pk TEXT NOT NULL, sk TEXT NOT NULL,
  gsi1pk TEXT, gsi1sk TEXT, gsi2pk TEXT, gsi2sk TEXT,
  ttl INTEGER, rev INTEGER NOT NULL, crc INTEGER NOT NULL, doc BLOB NOT NULL,
  UNIQUE (pk, sk)
);
CREATE INDEX item_gsi1 ON item (gsi1pk, gsi1sk, pk, sk) WHERE gsi1pk IS NOT NULL AND gsi1sk IS NOT NULL;
CREATE INDEX item_gsi2 ON item (gsi2pk, gsi2sk, pk, sk) WHERE gsi2pk IS NOT NULL AND gsi2sk IS NOT NULL;
CREATE INDEX item_ttl ON item (ttl) WHERE ttl IS NOT NULL;
"""

_log = logging.getLogger(__name__)


def open_file(path: Path, sync: Sync) -> sqlite3.Connection:
    """Returns a connection to a checked file, created if missing.

    `sync` normal keeps everything after the process is killed; full also after the machine loses power (an fsync per
    commit). StoreCorrupt for a damaged or foreign file, StorageError with code `store.newer` for a newer layout,
    StorageError or StoreFull when the folder cannot be written.
    """
    try:
        _check_size(path)
        db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    except (sqlite3.Error, OSError) as error:
        raise storage_error(error, path) from error
    try:
        _prepare(db, path, sync)
    except sqlite3.Error as error:
        db.close()
        raise storage_error(error, path) from error
    except StorageError:
        db.close()
        raise
    return db


def _check_size(path: Path) -> None:
    """Refuses a file that ends before the pages its header counts; SQLite would notice when it reads one of them."""
    if not path.exists() or path.stat().st_size == 0:
        return
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if not header.startswith(b"SQLite format 3\x00") or len(header) < _HEADER:
        raise corrupt(path, "it is not a database")
    page = int.from_bytes(header[16:18], "big")
    expected = int.from_bytes(header[28:32], "big") * (65_536 if page == 1 else page)
    # With a log beside it, the pages that are missing may be in there.
    if path.stat().st_size < expected and not Path(f"{path}-wal").exists():
        raise corrupt(path, f"it has {path.stat().st_size} bytes of {expected}")


def _prepare(db: sqlite3.Connection, path: Path, sync: Sync) -> None:
    db.execute(f"PRAGMA synchronous = {sync.upper()}")
    if path.stat().st_size <= _CHECK_BYTES:
        _check_pages(db, path)
    found = db.execute("PRAGMA user_version").fetchone()[0]
    if found > FORMAT:
        raise StorageError(
            f"{path} was written by a newer release (format {found}, known is {FORMAT}).",
            code="store.newer",
            hint="Start the newer release, or choose another data folder.",
            details={"found": found, "known": FORMAT},
        )
    if db.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise StorageError(f"{path} cannot keep a write-ahead log there.", hint="Use a folder on a local disk.")
    # A thread folds the log back, so that no write waits for the disk.
    db.execute("PRAGMA wal_autocheckpoint = 0")
    db.execute(f"PRAGMA journal_size_limit = {_LOG_KEEP_BYTES}")
    db.execute("PRAGMA cache_size = -16384")
    db.execute("PRAGMA secure_delete = ON")  # as most builds have it: who is erased is in no free page either
    if found == 0:
        _create(db, path)
    # A read-only folder or file shows itself here and not in the middle of a run.
    db.execute("BEGIN IMMEDIATE")
    db.execute("ROLLBACK")


def _check_pages(db: sqlite3.Connection, path: Path) -> None:
    problem = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if problem != "ok":
        raise corrupt(path, str(problem).replace("\n", " "))


def _create(db: sqlite3.Connection, path: Path) -> None:
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise corrupt(path, "it is the database of another program")
    db.executescript(
        f"BEGIN; {_SCHEMA} PRAGMA application_id = {_APPLICATION_ID}; PRAGMA user_version = {FORMAT}; COMMIT;"
    )


def corrupt(path: Path, reason: str) -> StoreCorrupt:
    """Returns the error for a damaged file, with what to do."""
    return StoreCorrupt(
        f"The state file {path} is damaged: {reason}.",
        hint=f"Stop the host, restore the file from a backup, or start empty: mv '{path}' '{path}.damaged' "
        f"(and its -wal and -shm beside it).",
        details={"path": str(path)},
    )


def storage_error(error: Exception, path: Path) -> StorageError | LimitExceeded:
    """Returns our error for one of SQLite or the file system."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _no_space(path)):
        return StoreFull(
            f"The disk of {path} is full.",
            hint="Free some space; everything stored so far is intact and writes go on by themselves.",
            details={"path": str(path)},
        )
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return corrupt(path, str(error))
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StoreLocked(
            f"Another program holds {path}.", hint="Close it and try again.", details={"path": str(path)}
        )
    if code == sqlite3.SQLITE_TOOBIG:
        return LimitExceeded("A document is too large to be stored.", code="store.too_large")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM} or isinstance(
        error, PermissionError
    ):
        return StorageError(
            f"{path} cannot be written: {error}.",
            code="store.read_only",
            hint="Check that the folder exists and that this user may write there.",
            details={"path": str(path)},
        )
    return StorageError(f"{path} cannot be used: {error}.", details={"path": str(path)})


def _no_space(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _SPARE_BYTES
    except OSError:
        return False


class Checkpoints:
    """Folds the log back into the file from a thread of its own, so that writers do not wait for the disk.

    The log starts over only when all of it is folded back, which never happens while others go on writing. So when it
    has grown past 16 MB, `wrote` asks the writer to fold back the little that came since the thread's last round.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pages = 0
        self._behind = False
        self._wake = threading.Event()
        self._closed = False
        self._thread: threading.Thread | None = None

    def wrote(self, pages: int) -> bool:
        """Counts pages written since the last checkpoint; True when the writer has to do one itself, now."""
        self._pages += pages
        if self._pages >= _CHECKPOINT_PAGES:
            self._pages = 0
            self._start()
            self._wake.set()
        behind, self._behind = self._behind, False
        return behind

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="store-checkpoint", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            if self._closed:
                return
            try:
                self._run()
            except sqlite3.Error as error:
                # Nothing is lost: the log keeps it, and the next round tries again.
                _log.warning("The log of %s could not be folded back: %s", self._path, error)

    def _run(self) -> None:
        db = sqlite3.connect(self._path, timeout=1.0, isolation_level=None)
        try:
            pages = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1]
            self._behind = pages > _LOG_LIMIT_PAGES
        finally:
            db.close()

    def close(self) -> None:
        """Ends the thread, after the checkpoint it may be in."""
        self._closed = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
