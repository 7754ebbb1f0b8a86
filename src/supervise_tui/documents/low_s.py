"""One writing only for an ECDSA signature on P-256."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""n of NIST P-256 (FIPS 186-4, D.1.2.3)."""


def with_low_s(signature: bytes) -> bytes:
    """Give the one of the two equal signatures (s and n - s) whose s is small, in DER.

    Anyone can turn one into the other without the key, so `check` takes only this one: then nobody can
    change a signed file at all, not even in this harmless way.
    """
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, P256_ORDER - s))
