"""Identities: minted once, never used again, the same in every copy of a project."""

from __future__ import annotations

import os
import time


def mint() -> str:
    """A new UUID of version 7 (RFC 9562): 48 bits of time, then chance.

    The time in front keeps rows made together beside each other in an index; it is no order to
    rely on.
    """
    milliseconds = time.time_ns() // 1_000_000 & 0xFFFF_FFFF_FFFF
    chance = int.from_bytes(os.urandom(10), "big")
    low = chance & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    digits = f"{milliseconds:012x}7{chance >> 64 & 0xFFF:03x}{low:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
