"""Replies that only the answer they belong to can open.

The package must know what to say to an answer without saying it to whoever opens its files. So it stores, for each
answer that it knows, a digest and a reply that is encrypted with a key made from the answer. PBKDF2 (RFC 8018) makes
trying out all days of five centuries slow; SHAKE-256 (FIPS 202) gives the key stream. This keeps honest people
honest. It is no secret where the answers are four letters, and a class is not checked by it alone: see
`chronology.classroom`.

The file sealed/NN.json, in which the page reads as well, holds for each question, under its id,

    kind, points, spec   how an answer is read and what it is worth (see `kinds`)
    hint, example        steps of help that anybody may read; example only where there is one
    replies              name -> sealed {"right": bool, "text": what is said to this answer}
    facets               names of parts of the right answer, such as "pair a = record" (see `kinds`)
    size                 wrapped [from, below], of a number: below `from` is too low, from `below` on too high
    solution             wrapped {"answer": text of one line or more, "why": the reason}; not in an edition without

From an answer's text PBKDF2 with HMAC-SHA-256, 4,000 rounds, salt "chronology " and the id, makes 44 bytes: 12 are the
name, in hexadecimal, 32 the secret. Sealed is JSON in UTF-8, each byte mixed (xor) with that of SHAKE-256 of the
secret, in hexadecimal. Wrapped is the same with the text "(size)" or "(solution)" in the place of an answer, which no
answer can be: so it has no name and anybody can open it with this module. That hides it from the eye of whoever opens
the file, or searches it for a word, and from nobody else. A solution can have no better key, since it must open to
somebody who does not know the answer; so a class whose points count can be given an edition without (`build`).
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


def seal(question: str, text: str, reply: Any) -> tuple[str, str]:  # noqa: ANN401
    """(digest, encrypted reply), both in hexadecimal; the reply is anything that JSON can say."""
    name, secret = _derived(question, text)
    return name, _mixed(secret, json.dumps(reply, ensure_ascii=False).encode()).hex()


def unseal(question: str, text: str, replies: dict[str, str]) -> dict[str, Any] | None:
    """The reply to an answer's text, or None where none is stored. replies: digest -> encrypted reply."""
    name, secret = _derived(question, text)
    return json.loads(_mixed(secret, bytes.fromhex(replies[name]))) if name in replies else None


def wrap(question: str, what: str, content: Any) -> str:  # noqa: ANN401
    """What JSON can say, out of sight: in hexadecimal. what: its name, such as ``solution``."""
    return seal(question, f"({what})", content)[1]


def unwrap(question: str, what: str, wrapped: str) -> Any:  # noqa: ANN401
    """What `wrap` was given."""
    _name, secret = _derived(question, f"({what})")
    return json.loads(_mixed(secret, bytes.fromhex(wrapped)))


def _mixed(secret: bytes, text: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(text, hashlib.shake_256(secret).digest(len(text))))
