"""No network: an interpreter that finds this folder in its PYTHONPATH imports this file when it
starts, as the suite does, and from then on nothing in it can reach or offer an address.

Sockets between processes of this computer that have no address (AF_UNIX) stay free.
"""

from __future__ import annotations

import socket
import sys

_EVENTS = frozenset(("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"))
_NAMES = frozenset(("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"))
_FAMILIES = (socket.AF_INET, socket.AF_INET6)


class Offline(RuntimeError):
    """Something asked for the network; no OSError, which a program may have an answer to."""


def refuse(event: str, args: tuple[object, ...]) -> None:
    """Raise Offline where an event, as ``sys.audit`` tells of it, goes to the network."""
    if event in _NAMES or (event in _EVENTS and getattr(args[0], "family", 0) in _FAMILIES):
        raise Offline(f"{event}: tests run without a network")


sys.addaudithook(refuse)
