"""Ports for the servers that tests start side by side."""

import socket


def free_port() -> int:
    """A port that nothing listens to; who comes too late for it must ask for another."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
