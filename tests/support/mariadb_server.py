"""A real MariaDB on loopback, with TLS and passwords."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pymysql

from tests.support.certificates import make_certificate
from tests.support.server_process import folder_of_nobody, found, free_port, give_away, prepare, running

USER, PASSWORD, DATABASE = "flow", "p@ss:word/ä", "shop"


@dataclass(frozen=True)
class MariaServer:
    port: int
    authority: str
    """PEM that clients have to trust; the certificate is for `localhost`."""

    @property
    def credential(self) -> dict[str, object]:
        """Fields of a credential of the type `database`."""
        return {
            "type": "database",
            "kind": "mysql",
            "host": "127.0.0.1",
            "port": self.port,
            "username": USER,
            "password": PASSWORD,
            "database": DATABASE,
        }


@contextmanager
def mariadb_server() -> Iterator[MariaServer]:
    """Runs a server until the block ends; ServerMissing when it is not installed."""
    package = "mariadb-server-core"
    mariadbd = found("mariadbd", "/usr/sbin", package=package)
    install = found("mariadb-install-db", package=package)
    with folder_of_nobody("mariadb-") as folder:
        data = folder / "data"
        prepare(
            install,
            "--no-defaults",
            f"--datadir={data}",
            "--skip-test-db",
            "--auth-root-authentication-method=normal",
            "--skip-name-resolve",
        )
        certificate = make_certificate(folder, "localhost")
        give_away(certificate.key)
        first = folder / "first.sql"
        first.write_text(
            f"CREATE DATABASE {DATABASE} CHARACTER SET utf8mb4;\n"
            f"CREATE USER {USER}@'%' IDENTIFIED BY '{PASSWORD}';\n"
            f"GRANT ALL ON {DATABASE}.* TO {USER}@'%';",
            encoding="utf-8",
        )
        port = free_port()
        settings = {
            "datadir": data,
            "socket": folder / "socket",
            "pid-file": folder / "pid",
            "port": port,
            "bind-address": "127.0.0.1",
            "init-file": first,
            "ssl-cert": certificate.chain,
            "ssl-key": certificate.key,
            "character-set-server": "utf8mb4",
            "innodb-flush-log-at-trx-commit": 0,
            "skip-name-resolve": 1,
        }
        command: list[str | Path] = [
            mariadbd,
            "--no-defaults",
            *(f"--{name}={value}" for name, value in settings.items()),
        ]
        with running(command, folder / "log", lambda: _ready(port)):
            yield MariaServer(port, certificate.authority)


def _ready(port: int) -> bool:
    try:
        pymysql.connect(
            host="127.0.0.1", port=port, user=USER, password=PASSWORD.encode(), database=DATABASE, ssl_disabled=True
        ).close()
    except pymysql.OperationalError:
        return False
    return True
