"""A real PostgreSQL on loopback, with TLS and passwords."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.support.certificates import make_certificate
from tests.support.server_process import folder_of_nobody, found, free_port, give_away, prepare, running

USER, PASSWORD = "flow", "p@ss:word/ä"


@dataclass(frozen=True)
class PostgresServer:
    port: int
    authority: str
    """PEM that clients have to trust; the certificate is for `localhost`."""

    @property
    def credential(self) -> dict[str, object]:
        """Fields of a credential of the type `database`."""
        return {
            "type": "database",
            "kind": "postgresql",
            "host": "127.0.0.1",
            "port": self.port,
            "username": USER,
            "password": PASSWORD,
            "database": "postgres",
        }


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Runs a server until the block ends; ServerMissing when it is not installed."""
    folders = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
    postgres, initdb, isready = (
        found(name, *folders, package="postgresql") for name in ("postgres", "initdb", "pg_isready")
    )
    with folder_of_nobody("postgres-") as folder:
        password = folder / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        give_away(password)
        data = folder / "data"
        options = ("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        prepare(initdb, f"--pgdata={data}", f"--username={USER}", f"--pwfile={password}", *options)
        certificate = make_certificate(folder, "localhost")
        give_away(certificate.key)
        port = free_port()
        settings = {
            "port": port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": folder,
            "ssl": "on",
            "ssl_cert_file": certificate.chain,
            "ssl_key_file": certificate.key,
            "fsync": "off",
            "max_connections": 30,
        }
        command = [postgres, "-D", data, *(f"--{name}={value}" for name, value in settings.items())]

        def ready() -> bool:
            asked = [isready, "--quiet", "--host=127.0.0.1", f"--port={port}"]
            return subprocess.run(asked, check=False).returncode == 0

        with running(command, folder / "log", ready):
            yield PostgresServer(port, certificate.authority)
