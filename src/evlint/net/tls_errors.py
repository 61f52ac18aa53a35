"""Why a secure connection did not come about, in one word where there is one (OpenSSL's X509_V_ERR codes)."""

from __future__ import annotations

import ssl

from evlint.link_check.values import FetchError
from evlint.link_check.verdict import EXPIRED, NOT_YET, SELF_SIGNED, UNKNOWN_ISSUER, WRONG_NAME

_CODES = {
    9: NOT_YET,
    10: EXPIRED,
    18: SELF_SIGNED,
    19: UNKNOWN_ISSUER,
    20: UNKNOWN_ISSUER,
    21: UNKNOWN_ISSUER,
    62: WRONG_NAME,
    64: WRONG_NAME,
}


def tls_failure(error: ssl.SSLError) -> FetchError:
    """Return the failure; where it is none of the usual ones its detail is OpenSSL's own word."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError("tls", _CODES.get(error.verify_code, error.verify_message))
    reason = (error.reason or "").lower().replace("_", " ")
    if "wrong version number" in reason or "http request" in reason or "record layer" in reason:
        return FetchError("tls", "the server does not speak TLS there")
    if isinstance(error, ssl.SSLEOFError) or "eof" in reason:
        return FetchError("reset")
    return FetchError("tls", reason or "TLS error")
