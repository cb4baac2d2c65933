# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A proxy before a server that lets requests through and loses replies: the server has finished, and nobody hears."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

END = b"\r\n\r\n"


class LosingProxy:
    """Loses the reply to as many POST requests as `losses` says; one request a connection."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self.target = (parts.hostname or "", parts.port or 80)
        self.losses = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.create_connection(self.target) as server:
            request = _read_request(client)
            server.sendall(request)
            reply = b"".join(iter(lambda: server.recv(65536), b""))
            if request.startswith(b"POST") and self.losses:
                self.losses -= 1
            else:
                client.sendall(reply)

    def close(self) -> None:
        self.listener.close()


def _read_request(client: socket.socket) -> bytes:
    """A whole request, which asks the server to close the connection after its reply."""
    head = b""
    while END not in head:
        head += client.recv(65536)
    head, _, body = head.partition(END)
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    length = next((int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        body += client.recv(65536)
    return b"\r\n".join([*lines, b"Connection: close"]) + END + body


@contextlib.contextmanager
def losing_proxy(target: str) -> Iterator[LosingProxy]:
    """A proxy before `target`, closed afterwards."""
    proxy = LosingProxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
