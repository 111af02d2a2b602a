"""Writes pictures as a WebM video that every browser plays, without an encoder of its own.

A lossy WebP picture is one VP8 key frame; a video of key frames only is larger than one with movement, but it can be
entered anywhere, and pages change little: a minute of clicking is some 2 MB.
"""

import io
import struct
from collections.abc import Sequence

_QUALITY = 60
_CLUSTER_MS = 10_000
"""Times within a cluster are 16-bit."""

Frame = tuple[int, bytes]
"""(milliseconds since the beginning, JPEG or PNG)."""


def webm(frames: Sequence[Frame], duration_ms: int) -> bytes:
    """Returns a video that shows each picture from its time on; pictures of another size than the first are fitted.

    Raises ValueError when there is no picture. Takes some 25 ms per picture of 1280x720.
    """
    if not frames:
        raise ValueError("no picture")
    width, height = _size(frames[0][1])
    blocks = [(time, _vp8(picture, (width, height))) for time, picture in frames]
    clusters = _clusters(blocks)
    head = _element(0x1549A966, _info(duration_ms)) + _element(0x1654AE6B, _tracks(width, height))
    cues = _cues(clusters, [0] * len(clusters))
    places, place = [], len(head) + len(cues)
    for _, data in clusters:
        places.append(place)
        place += len(data)
    body = head + _cues(clusters, places) + b"".join(data for _, data in clusters)
    return _element(0x1A45DFA3, _ebml()) + _element(0x18538067, body)


def _size(picture: bytes) -> tuple[int, int]:
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as image:
        return image.size


def _vp8(picture: bytes, size: tuple[int, int]) -> bytes:
    """Returns a picture as a VP8 key frame: the one chunk of a plain lossy WebP."""
    from PIL import Image, ImageOps

    target = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        plain = image.convert("RGB")
        fitted = plain if plain.size == size else ImageOps.pad(plain, size, color="white", centering=(0, 0))
        fitted.save(target, "WEBP", quality=_QUALITY, method=0)
    data = target.getvalue()
    assert data[12:16] == b"VP8 "
    length: int = struct.unpack("<I", data[16:20])[0]
    return data[20 : 20 + length]


def _clusters(blocks: Sequence[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    """Returns (time of its first block, cluster)."""
    clusters: list[tuple[int, bytes]] = []
    group: list[tuple[int, bytes]] = []
    for time, frame in blocks:
        if group and time - group[0][0] > _CLUSTER_MS:
            clusters.append(_cluster(group))
            group = []
        group.append((time, frame))
    return [*clusters, _cluster(group)]


def _cluster(group: Sequence[tuple[int, bytes]]) -> tuple[int, bytes]:
    first = group[0][0]
    simple = (b"\x81" + struct.pack(">hB", time - first, 0x80) + frame for time, frame in group)
    body = _element(0xE7, _number(first)) + b"".join(_element(0xA3, block) for block in simple)
    return first, _element(0x1F43B675, body)


def _ebml() -> bytes:
    return (
        _element(0x4286, _number(1))
        + _element(0x42F7, _number(1))
        + _element(0x42F2, _number(4))
        + _element(0x42F3, _number(8))
        + _element(0x4282, b"webm")
        + _element(0x4287, _number(2))
        + _element(0x4285, _number(2))
    )


def _info(duration_ms: int) -> bytes:
    scale = _element(0x2AD7B1, _number(1_000_000))
    by = _element(0x4D80, b"flow-builder") + _element(0x5741, b"flow-builder")
    return scale + _element(0x4489, struct.pack(">d", float(duration_ms))) + by


def _tracks(width: int, height: int) -> bytes:
    video = _element(0xE0, _element(0xB0, _number(width)) + _element(0xBA, _number(height)))
    one = _element(0xD7, _number(1)) + _element(0x73C5, _number(1)) + _element(0x83, _number(1))
    return _element(0xAE, one + _element(0x86, b"V_VP8") + video)


def _cues(clusters: Sequence[tuple[int, bytes]], places: Sequence[int]) -> bytes:
    points = []
    for (time, _), place in zip(clusters, places, strict=True):
        # Eight bytes each, so that their length does not depend on what stands in them.
        at = _element(0xF7, _number(1)) + _element(0xF1, struct.pack(">Q", place))
        points.append(_element(0xBB, _element(0xB3, struct.pack(">Q", time)) + _element(0xB7, at)))
    return _element(0x1C53BB6B, b"".join(points))


def _element(identifier: int, data: bytes) -> bytes:
    name = identifier.to_bytes((identifier.bit_length() + 7) // 8, "big")
    return name + (0x0100_0000_0000_0000 | len(data)).to_bytes(8, "big") + data


def _number(value: int) -> bytes:
    return value.to_bytes(max((value.bit_length() + 7) // 8, 1), "big")
