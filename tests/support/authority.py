"""Throw-away certificates: an authority, and servers and clients that it vouches for."""

import datetime as dt
import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass(frozen=True)
class Pair:
    """A certificate and its key as PEM text."""

    certificate: str
    key: str

    def written(self, folder: Path) -> tuple[str, str]:
        """Returns the paths of both in a folder."""
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        certificate.write_text(self.certificate)
        key.write_text(self.key)
        return str(certificate), str(key)


class Authority:
    """Vouches for others; `pem` is what they are checked with."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test authority")])
        limits = x509.BasicConstraints(ca=True, path_length=0)
        self._certificate = self._signed(self._name, self._key.public_key(), (limits, True))
        self.pem = self._certificate.public_bytes(serialization.Encoding.PEM).decode()

    def vouch(self, name: str, *, password: bytes | None = None) -> Pair:
        """Returns a certificate for a host name, 127.0.0.1 and localhost."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        loopback = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        names = x509.SubjectAlternativeName([x509.DNSName(name), x509.DNSName("localhost"), loopback])
        signed = self._signed(subject, key.public_key(), (names, False))
        hidden = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
        text = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, hidden)
        return Pair(signed.public_bytes(serialization.Encoding.PEM).decode(), text.decode())

    def server(self, folder: Path, name: str = "shop.example", *, asks: bool = False) -> ssl.SSLContext:
        """Returns a server's context; with `asks` clients must show a certificate of this authority."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.vouch(name).written(folder))
        if asks:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(cadata=self.pem)
        return context

    def _signed(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, extension: tuple[x509.ExtensionType, bool]
    ) -> x509.Certificate:
        now = dt.datetime.now(dt.UTC)
        own = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=1))
            .add_extension(extension[0], critical=extension[1])
            .add_extension(own, critical=False)
            .sign(self._key, hashes.SHA256())
        )
