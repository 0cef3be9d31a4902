"""The same checks on Spark, with two workers. They need pyspark 4.3 (456 MB), pandas below 3, and Java 17."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm

from .databases import generated
from .oracles import oracle
from .test_columns_engines import crowd, of_check, plain, planted

pytestmark = pytest.mark.skipif(
    not os.environ.get("THINKTANK_SPARK"),
    reason="THINKTANK_SPARK, a number of lines, is not set; .ci/stages/spark installs Spark and runs these tests",
)
columns = pytest.importorskip("thinktank_model.columns")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = oracle("pyspark.sql").SparkSession.builder.master("local[2]")
    for key, value in {"ui.enabled": "false", "sql.shuffle.partitions": "2", "driver.host": "127.0.0.1"}.items():
        builder = builder.config(f"spark.{key}", value)
    with builder.getOrCreate() as session:
        session.sparkContext.setLogLevel("ERROR")
        yield session


def test_spark_finds_what_the_plain_stream_finds(spark: Any, tmp_path: Path) -> None:
    """The same codes, ids, pointers and messages; Spark has no line numbers."""
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"\n".join(planted(int(os.environ["THINKTANK_SPARK"]))) + b"\n")
    found = spark.read.text(str(path)).mapInArrow(columns.validate_batches, columns.OUTPUT_DDL)
    rows = found.select("id", "code", "pointer", "message").collect()
    expected: Counter[tuple[Any, ...]] = Counter()
    for (_, *row), count in plain(path).items():
        expected[tuple(row)] += count
    assert Counter([tuple(row) for row in rows]) == expected


def test_good_rows_become_columns_and_bad_ones_rejects(spark: Any, tmp_path: Path) -> None:
    """Each row is in one of the two; after a Parquet file of Spark, the rows are the same records."""
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"\n".join(planted(300)) + b"\n")
    made = spark.read.text(str(path)).mapInArrow(columns.records_to_columns, columns.columns_ddl())
    made.write.parquet(str(tmp_path / "made"))
    read = list(tm.read_jsonl(path))
    bad = spark.read.parquet(str(tmp_path / "made")).where("reject is not null").count()
    assert bad == sum([line.record is None for line in read])
    good = [
        record
        for file in sorted((tmp_path / "made").glob("*.parquet"))
        for batch in columns.batches(file)
        for record in columns.from_arrow(batch.filter(batch["reject"].is_null()).drop_columns("reject"))
    ]
    assert Counter(map(tm.dumps, good)) == Counter([tm.dumps(line.record) for line in read if line.record is not None])


def test_columns_of_one_class(spark: Any, tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    generated(40).write(path)
    function = partial(columns.records_to_columns, cls=tm.Member)
    made = spark.read.text(str(path)).mapInArrow(function, columns.columns_ddl(tm.Member))
    assert made.where("reject is null").count() == len(generated(40).members)


@pytest.mark.parametrize("seed", range(2))
def test_spark_agrees_with_the_rules(spark: Any, tmp_path: Path, seed: int) -> None:
    """Every rule is broken at least once, as in the test of DuckDB."""
    records = crowd(60 + 800 * seed, seed)
    columns.write_parquet(tmp_path / "records.parquet", records)
    spark.read.parquet(str(tmp_path / "records.parquet")).createOrReplaceTempView("records")
    found = [
        (code, row["record_id"], row["pointer"])
        for code, query in columns.cross_checks("spark").items()
        for row in spark.sql(query).collect()
    ]
    assert sorted(found) == of_check(records)
