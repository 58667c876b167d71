"""Replies that only the answer they belong to can open.

The package must know what to say to an answer without saying it to whoever opens its files. So it stores, for each
answer that it knows, a digest and a reply that is encrypted with a key made from the answer. PBKDF2 (RFC 8018) makes
trying out all days of five centuries slow; SHAKE-256 (FIPS 202) gives the key stream. This keeps honest people
honest. It is no secret where the answers are four letters, and a class is not checked by it alone: see
`chronology.classroom`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from functools import lru_cache
from typing import Any

ROUNDS = 4_000
NAME = 12  # bytes of a digest that are stored


@lru_cache(maxsize=4096)
def _derived(question: str, text: str) -> tuple[str, bytes]:
    made = _pbkdf2(text.encode(), f"chronology {question}".encode(), NAME + 32)
    return made[:NAME].hex(), made[NAME:]


def _pbkdf2(text: bytes, salt: bytes, length: int) -> bytes:
    """PBKDF2 with HMAC-SHA-256. Python in the browser comes without OpenSSL, and so without the fast one."""
    if hasattr(hashlib, "pbkdf2_hmac"):
        return hashlib.pbkdf2_hmac("sha256", text, salt, ROUNDS, length)
    made = b""
    for block in range(1, -(-length // 32) + 1):
        turn = hmac.digest(text, salt + block.to_bytes(4, "big"), "sha256")
        mixed = int.from_bytes(turn, "big")
        for _ in range(ROUNDS - 1):
            turn = hmac.digest(text, turn, "sha256")
            mixed ^= int.from_bytes(turn, "big")
        made += mixed.to_bytes(32, "big")
    return made[:length]


def digest(question: str, text: str) -> str:
    """The digest of an answer's text, in hexadecimal; salted with the question."""
    return _derived(question, text)[0]


def seal(question: str, text: str, reply: dict[str, Any]) -> tuple[str, str]:
    """(digest, encrypted reply), both in hexadecimal; the reply is any dict that JSON can say."""
    name, secret = _derived(question, text)
    return name, _mixed(secret, json.dumps(reply, ensure_ascii=False).encode()).hex()


def unseal(question: str, text: str, replies: dict[str, str]) -> dict[str, Any] | None:
    """The reply to an answer's text, or None where none is stored. replies: digest -> encrypted reply."""
    name, secret = _derived(question, text)
    return json.loads(_mixed(secret, bytes.fromhex(replies[name]))) if name in replies else None


def _mixed(secret: bytes, text: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(text, hashlib.shake_256(secret).digest(len(text))))
