"""Packers for tests, each by another hand than the reader's: the standard library's, and py7zr's."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import sys
import tarfile
import zlib
from collections.abc import Callable, Mapping

import py7zr

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def seven(files: Mapping[str, bytes], **options: object) -> bytes:
    """A 7z archive."""
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **options) as archive:  # type: ignore[arg-type]
        for name, content in files.items():
            archive.writestr(content, name)
    return out.getvalue()


def tar(files: Mapping[str, bytes], *extra: tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive; entries that are more than a name and bytes come last."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for info in extra:
            archive.addfile(info)
    return out.getvalue()


PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    "plain": lambda data: data,
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "Zstandard": zstd.compress,
    "gzip, multistream": lambda data: gzip.compress(data[:100]) + gzip.compress(data[100:]),
    "bzip2, multistream": lambda data: bz2.compress(data[:100]) + bz2.compress(data[100:]),
    "xz, multistream": lambda data: lzma.compress(data[:100]) + lzma.compress(data[100:]),
    "Zstandard, multistream": lambda data: zstd.compress(data[:100]) + zstd.compress(data[100:]),
    "7z": lambda data: seven({"wiki.xml": data}),
    "tar": lambda data: tar({"wiki.xml": data}),
    "tar.gz": lambda data: gzip.compress(tar({"wiki.xml": data})),
}
"""Ways in which a dump may come; the multistream ones as Wikimedia writes them."""
SEVEN_ZIP_FILTERS = {
    "LZMA": [{"id": py7zr.FILTER_LZMA, "preset": 6}],
    "LZMA2": [{"id": py7zr.FILTER_LZMA2, "preset": 6}],
    "BZip2": [{"id": py7zr.FILTER_BZIP2}],
    "Deflate": [{"id": py7zr.FILTER_DEFLATE}],
    "Copy": [{"id": py7zr.FILTER_COPY}],
}


def patched_seven(data: bytes, old: bytes, new: bytes) -> bytes:
    """A 7z archive whose table of contents (which must not be packed) says something else, with checksums that fit."""
    offset = int.from_bytes(data[12:20], "little")
    table = data[32 + offset :]
    if table.count(old) != 1:
        raise ValueError(f"{old!r} is there {table.count(old)} times")
    table = table.replace(old, new)
    place = struct.pack("<QQI", offset, len(table), zlib.crc32(table))
    return data[:8] + struct.pack("<I", zlib.crc32(place)) + place + data[32 : 32 + offset] + table


def plain_seven(files: Mapping[str, bytes]) -> bytes:
    """A 7z archive whose table of contents is not packed."""
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", filters=SEVEN_ZIP_FILTERS["LZMA2"]) as archive:
        archive.set_encoded_header_mode(False)
        for name, content in files.items():
            archive.writestr(content, name)
    return out.getvalue()
