# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A mail server on this machine, in threads of its own, that behaves as badly as a test asks for."""

import contextlib
import socket
import threading
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import BinaryIO, Self

# What it does: works, or one of these.
REFUSES, HANGS, BUSY, TEMPORARY, PERMANENT, DROPS, DROPS_AFTER_DATA, RUDE = (
    "refuses",
    "hangs",
    "busy",
    "temporary",
    "permanent",
    "drops",
    "drops after data",
    "rude",
)
WORKS = "works"


class MailServer:
    """Takes connections while it is entered; `behaviour` may change in between, and `slow` delays every delivery."""

    def __init__(self) -> None:
        self.behaviour, self.slow = WORKS, 0.0
        self.connections, self.messages = 0, list[EmailMessage]()
        self._lock, self._sockets = threading.Lock(), list[socket.socket]()
        self._threads = list[threading.Thread]()

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads.append(threading.Thread(target=self._listen))
        self._threads[0].start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for each in self._sockets:
            each.close()

    @property
    def received(self) -> list[str]:
        """The subjects of the messages that were taken, also of those that nobody was told of."""
        return [str(message["Subject"]) for message in self.messages]

    def _listen(self) -> None:
        while True:
            try:
                found, _address = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._sockets.append(found)
            if self.behaviour == REFUSES:
                found.close()
                continue
            self._threads.append(threading.Thread(target=self._serve, args=[found, self.behaviour]))
            self._threads[-1].start()

    def _serve(self, found: socket.socket, behaviour: str) -> None:
        with contextlib.suppress(OSError), found.makefile("rwb") as stream:
            if behaviour == HANGS:
                stream.read()
                return
            _Talk(self, stream, behaviour).go()
        with contextlib.suppress(OSError):
            found.shutdown(socket.SHUT_RDWR)

    def take(self, data: bytes) -> None:
        time.sleep(self.slow)
        with self._lock:
            self.messages.append(message_from_bytes(data, policy=policy.default))


class _Talk:
    """One session."""

    def __init__(self, server: MailServer, stream: BinaryIO, behaviour: str) -> None:
        self.server, self.stream, self.behaviour = server, stream, behaviour

    def say(self, line: str) -> None:
        self.stream.write(f"{line}\r\n".encode())
        self.stream.flush()

    def go(self) -> None:
        self.say("421 come back" if self.behaviour == BUSY else "220 here")
        while line := self.stream.readline():
            command = line[:4].upper().strip()
            if command == b"DATA":
                if self.data():
                    return
            elif command == b"QUIT":
                if self.behaviour != RUDE:
                    self.say("221 bye")
                return
            elif command == b"RCPT":
                if self.behaviour == DROPS:
                    return
                self.say({TEMPORARY: "451 later, ken@", PERMANENT: "550 no such ken@"}.get(self.behaviour, "250 ok"))
            else:
                self.say("250 ok")

    def data(self) -> bool:
        """Whether the session ends here."""
        self.say("354 go on")
        lines = []
        while (line := self.stream.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.take(b"".join(lines))
        if self.behaviour == DROPS_AFTER_DATA:
            return True
        self.say("250 taken")
        return False
