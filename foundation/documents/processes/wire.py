"""Messages between this process and a limited child: a JSON head and some bytes, with their lengths."""

import json
import struct
from typing import Any, BinaryIO, Protocol

from foundation.documents.processes.limits import ANSWER_BYTES

_LENGTHS = struct.Struct(">II")


class Reader(Protocol):
    """Anything that gives as many bytes as are asked for, or fewer at its end."""

    def read(self, count: int, /) -> bytes:
        """Read `count` bytes."""


def send(stream: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message and push it out."""
    told = json.dumps(head).encode()
    stream.write(_LENGTHS.pack(len(told), len(body)))
    stream.write(told)
    stream.write(body)
    stream.flush()


def receive(stream: Reader) -> tuple[dict[str, Any], bytes]:
    """Read one message. Raises EOFError when the other side has gone."""
    told, body = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if told + body > ANSWER_BYTES:
        raise EOFError("The answer is too long to be true")
    head: dict[str, Any] = json.loads(_exactly(stream, told))
    return head, _exactly(stream, body)


def _exactly(stream: Reader, count: int) -> bytes:
    data = stream.read(count)
    if len(data) != count:
        raise EOFError("The other side has gone")
    return data
