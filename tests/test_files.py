"""Reading lines with a limit, and writing files atomically."""

from __future__ import annotations

import io
import os
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinktank_model.jsontext.files import RawLine, lines, writing


@given(st.lists(st.binary(max_size=8).filter(lambda data: b"\n" not in data)), st.integers(1, 6))
def test_lines_are_cut_at_newlines_only_and_long_ones_passed_over(parts: list[bytes], limit: int) -> None:
    """Number and offset of every line are right, for any content."""
    data = b"\n".join(parts)
    found = list(lines(io.BytesIO(data), limit))
    offset = 0
    expected = []
    for number, part in enumerate(parts, 1):
        if number < len(parts) or part:
            line = part.removesuffix(b"\r")
            expected.append(RawLine(number, offset, line if len(line) <= limit else None))
        offset += len(part) + 1
    assert found == expected


def test_other_line_separators_do_not_cut() -> None:
    """U+2028, U+0085, form feed and a single carriage return are part of the line."""
    data = "a\u2028b\u0085c\x0cd\re\r\nf".encode()
    assert [line.data for line in lines(io.BytesIO(data))] == ["a\u2028b\u0085c\x0cd\re".encode(), b"f"]


def test_a_long_line_is_read_in_constant_memory() -> None:
    """The lines around it are complete."""
    data = b"first\n" + b"x" * 300_000 + b"\nlast"
    assert list(lines(io.BytesIO(data), 100)) == [
        RawLine(1, 0, b"first"),
        RawLine(2, 6, None),
        RawLine(3, 300_007, b"last"),
    ]
    assert [line.data for line in lines(io.BytesIO(b"x" * 200), 100)] == [None]


def write(path: Path, data: bytes) -> None:
    with writing(path) as stream:
        stream.write(data)


def test_a_new_file_gets_the_usual_mode_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    """A new file does not keep the mode 0600 of the temporary file."""
    path = tmp_path / "a.json"
    mask = os.umask(0o022)
    try:
        write(path, b"1")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    path.chmod(0o600)
    write(path, b"2")
    assert path.read_bytes() == b"2" and stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["a.json"]


def test_an_error_in_the_block_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """The temporary file is removed."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError, match="stop"), writing(path) as stream:
        stream.write(b"new")
        raise RuntimeError("stop")
    assert path.read_bytes() == b"old" and os.listdir(tmp_path) == ["a.json"]


def test_a_symbolic_link_is_followed_and_stays(tmp_path: Path) -> None:
    """The file that it points to is replaced."""
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "a.json", tmp_path / "link.json"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write(link, b"new")
    assert link.is_symlink() and target.read_bytes() == b"new"
    assert os.listdir(tmp_path / "real") == ["a.json"]


def test_a_pipe_is_written_directly(tmp_path: Path) -> None:
    """A FIFO is not replaced by a file."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()))
    reader.start()
    write(path, b"data")
    reader.join(timeout=10)
    assert got == [b"data"] and stat.S_ISFIFO(path.stat().st_mode)
