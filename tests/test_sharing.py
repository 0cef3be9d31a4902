"""State that calls share: bounded caches, threads with equal results, records in other processes."""

from __future__ import annotations

import functools
import gc
import multiprocessing
import random
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from cattrs import Converter

import thinktank_model as tm
from thinktank_model.shapes import tree as shapes
from thinktank_model.shapes.tree import Memo

from . import generate

pytestmark = pytest.mark.slow  # threads and processes that read for a while

LIMIT = 40  # entries; a running library has more, but filling them would take too long in a test
CACHED = type(functools.cache(lambda: None))


def caches() -> dict[str, Any]:
    """Return every function of the library that caches its results."""
    gc.unfreeze()  # what tests/conftest.py froze is not listed
    found = [one for one in gc.get_objects() if isinstance(one, CACHED) and one.__module__ is not None]
    return {
        f"{one.__module__}.{one.__qualname__}": one for one in found if one.__module__.startswith("thinktank_model")
    }


def memos() -> list[Memo]:
    """Return every memo of a kind of text."""
    gc.unfreeze()  # what tests/conftest.py froze is not listed
    return [one for one in gc.get_objects() if isinstance(one, Memo)]


def strange(value: Any, rng: random.Random) -> Any:
    """Return the value with some of its texts and keys changed to new ones."""
    if isinstance(value, dict):
        return {
            (key if rng.random() < 0.97 else f"{key}{rng.randrange(10**9)}"): strange(item, rng)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [strange(item, rng) for item in value]
    if not isinstance(value, str) or rng.random() < 0.5:
        return value
    number = rng.randrange(10**6)
    return rng.choice([f"{value}{number}", f"{number:04}"[:4], f"x:{number}", value.upper(), f"en-x-a{number}"])


def feed(seed: int) -> None:
    """Give the library untrusted records, through every reader."""
    rng = random.Random(seed)
    for number in range(600):
        value = strange(generate.record(number % 60), rng)
        tm.validate(value, unknown=rng.choice(["error", "keep"]))
        tm.Text.best(tm.Text(en="A"), f"fr-x-{rng.randrange(10**6)}")
    ids = [{"type": "source", "id": f"source:{rng.randrange(10**9)}", "titles": {"en": "A"}} for _ in range(100)]
    ds = tm.from_dict({"type": "dataset", "schema_version": "1.0", "records": ids}, tm.Dataset)
    ds.check()
    assert ds.get(f"source:{rng.randrange(10**9)}x") is None


def test_no_cache_grows_with_what_strangers_send(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache has a limit, or its keys are the library's own classes, whose number is fixed."""
    monkeypatch.setattr(shapes, "MEMO_LIMIT", LIMIT)
    monkeypatch.setattr(shapes, "REFUSED_LIMIT", LIMIT)
    for memo in memos():
        memo.clear()
        memo.refused.clear()
    feed(1)
    before = {name: one.cache_info().currsize for name, one in caches().items()}
    assert len(before) > 10
    feed(2)
    for name, one in caches().items():
        info = one.cache_info()
        if info.maxsize is None:
            assert info.currsize == before.get(name, info.currsize), f"{name} has no limit, and remembers what came in"
        else:
            assert info.maxsize <= 65_536, name
    full = [memo for memo in memos() if len(memo) == LIMIT or len(memo.refused) == LIMIT]
    assert all([len(memo) <= LIMIT and len(memo.refused) <= LIMIT for memo in memos()])
    assert full or max([len(memo) for memo in memos()]) > LIMIT // 2  # enough to fill them


def answers(values: list[Any]) -> list[Any]:
    """Return all results of the library for some values."""
    said: list[Any] = []
    for value in values:
        report = tm.validate(value)
        said.append([str(problem) for problem in report])
        if report.ok:
            built = tm.from_dict(value)
            said.append((built, hash(built), repr(built), tm.dumps(built)))
    return said


def test_many_threads_see_what_one_sees_while_memos_are_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    """32 threads, valid and broken records, memos so small that some thread is almost always clearing one."""
    rng = random.Random(3)
    values = [generate.record(seed) for seed in range(40)]
    values += [strange(value, rng) for value in values]
    expected = answers(values)
    monkeypatch.setattr(shapes, "MEMO_LIMIT", 3)
    monkeypatch.setattr(shapes, "REFUSED_LIMIT", 3)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(32) as pool:
            for found in pool.map(answers, [values] * 32):
                assert found == expected
    finally:
        sys.setswitchinterval(interval)


COLD = """
import sys, threading
import thinktank_model as tm
from tests import generate

sys.setswitchinterval(1e-6)
texts = sys.stdin.buffer.read().split(b"\\n")
barrier, found = threading.Barrier(32), []

def work():
    barrier.wait()
    found.append(b"\\n".join([tm.dumps(tm.loads(text)) for text in texts]))

threads = [threading.Thread(target=work) for _ in range(32)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert len(found) == 32 and set(found) == {b"\\n".join(texts)}
"""


def test_many_threads_may_be_the_first_to_read() -> None:
    """Shapes and loaders are made on first use; in a new process 32 threads request them at the same moment."""
    texts = [tm.dumps(tm.from_dict(generate.record(1, tag))) for tag in generate.CLASSES]
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", COLD], input=b"\n".join(texts), cwd=root, check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()


# --- Other processes ---


@frozen
class Review:
    """A class of another project that holds one of our records."""

    event: tm.Event
    mood: str


def work(record: tm.Record, review: Review, raw: dict[str, Any]) -> tuple[Any, ...]:
    """In the other process: use and write what was sent, read it with hooks registered there, and refuse wrong data."""
    converter = tm.register_hooks(Converter())
    again = converter.structure(converter.unstructure(review), Review)
    try:
        converter.structure({**raw, "id": "nonsense"}, tm.Event)
    except tm.InvalidData as error:
        refused = error
    return tm.dumps(record), record, again, tm.Dataset(records=(record,)), refused


def test_records_hooks_and_errors_work_in_spawned_processes() -> None:
    """A spawned process imports everything again and shares no memory; the result is equal to the sent value."""
    raw = generate.record(4, "event", 0.6)
    event = tm.from_dict(raw, tm.Event)
    review = Review(event, "fine")
    records = [tm.from_dict(generate.record(7, tag)) for tag in generate.CLASSES]
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        futures = [pool.submit(work, record, review, raw) for record in records]
        for record, future in zip(records, futures, strict=True):
            data, back, again, dataset, refused = future.result(60)
            assert (data, back, hash(back)) == (tm.dumps(record), record, hash(record))
            assert again == review and list(dataset) == [record] and dataset[record.id] == record
            assert [problem.pointer for problem in refused.problems] == ["/id"]
