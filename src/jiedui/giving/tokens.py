"""Unguessable addresses: a token is handed out once, its digest is all that is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

from django.conf import settings

TOKEN_BYTES = 24


def new_token() -> str:
    """Return a new token of 192 random bits, fit for an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_seal() -> str:
    """Return a name for what is sealed, so that it cannot be put elsewhere."""
    return secrets.token_hex(16)


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def contact_digest(contact: str) -> str:
    """Return the keyed digest by which one contact is known again without being kept."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKC", contact).casefold() if sign.isalnum()
    )
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"contact:{plain}".encode(), hashlib.sha256).hexdigest()
