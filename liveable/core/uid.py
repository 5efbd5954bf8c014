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
    h = f"{milliseconds:012x}{os.urandom(10).hex()}"
    variant = "89ab"[int(h[16], 16) & 3]
    return f"{h[:8]}-{h[8:12]}-7{h[13:16]}-{variant}{h[17:20]}-{h[20:]}"
