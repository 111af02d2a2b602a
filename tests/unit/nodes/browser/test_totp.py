"""One-time codes: the vectors of RFC 6238, appendix B, and secrets as sites hand them out."""

from base64 import b32encode

import pytest

from flow_builder.errors import NodeError
from flow_builder.nodes.browser.totp import generator

SEEDS = {"SHA1": b"12345678901234567890", "SHA256": b"1234567890" * 3 + b"12", "SHA512": b"1234567890" * 6 + b"1234"}


@pytest.mark.parametrize(
    ("algorithm", "at", "code"),
    [
        ("SHA1", 59, "94287082"),
        ("SHA256", 59, "46119246"),
        ("SHA512", 59, "90693936"),
        ("SHA1", 1_111_111_109, "07081804"),
        ("sha-256", 1_234_567_890, "91819424"),
        ("SHA512", 20_000_000_000, "47863826"),
    ],
)
def test_codes_are_those_of_the_standard(algorithm: str, at: int, code: str) -> None:
    secret = b32encode(SEEDS[algorithm.upper().replace("-", "")]).decode()
    code_at, period_s = generator({"secret": secret, "algorithm": algorithm, "digits": "8"})
    assert (code_at(at), period_s) == (code, 30)


def test_secrets_come_in_groups_and_addresses() -> None:
    plain, _ = generator({"secret": "JBSWY3DPEHPK3PXP"})
    grouped, _ = generator({"secret": " jbsw y3dp-ehpk 3pxp "})
    address, period_s = generator({"secret": "otpauth://totp/Shop:ada?secret=JBSWY3DPEHPK3PXP&issuer=Shop&period=60"})
    assert plain(0) == grouped(0) == address(0)
    assert period_s == 60


@pytest.mark.parametrize(
    "fields",
    [
        {"secret": "not base32!"},
        {"secret": "otpauth://hotp/Shop?secret=JBSWY3DPEHPK3PXP"},
        {"secret": "otpauth://totp/Shop"},
        {"secret": "JBSWY3DPEHPK3PXP", "digits": 40},
        {"secret": "JBSWY3DPEHPK3PXP", "algorithm": "MD5"},
        {"secret": "JBSWY3DPEHPK3PXP", "period": "soon"},
    ],
)
def test_what_is_no_secret_is_refused_without_being_shown(fields: dict[str, object]) -> None:
    with pytest.raises(NodeError) as caught:
        generator(fields)
    assert caught.value.code == "totp.invalid"
    assert "JBSWY" not in str(caught.value)
