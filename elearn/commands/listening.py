"""Taking an address before anything long begins, with a sentence when somebody else has it."""

from __future__ import annotations

import socket
import sys

from elearn.config import Settings
from elearn.errors import ElearnError


class CannotServe(ElearnError):
    """The server cannot start; nothing is running."""


def bound_socket(settings: Settings) -> socket.socket:
    """A socket at the address of the settings; port 0 is any that is free.

    Raises:
        CannotServe: the port is taken, or there is no such address.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        if sys.platform != "win32":  # there, the option lets two servers share one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as fault:
        raise CannotServe(
            f"Server tidak dapat memakai {settings.host} porta {settings.port}: porta sudah dipakai program "
            f"lain atau alamat tidak ada ({fault.strerror or fault}).",
            hint="Pilih porta lain, misalnya --port 8080.",
        ) from fault
    return listener
