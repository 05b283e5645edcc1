"""Cluster: where rows are reduced: DuckDB on this machine, or Spark on many, by one setting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import ibis

from app.engine.reduce import Table
from app.engine.stores import S3, store_at
from app.errors import Unavailable

NAME, ROWS = "fairatlas", "rows"
# Spark reads S3 by a file system of its own name.
_SPARK = {"s3": "s3a"}
_S3A = "org.apache.hadoop.fs.s3a.S3AFileSystem"
_NO_SPARK = "FAIRATLAS_SPARK_MASTER is set, and Spark is not installed: install fairatlas[spark]."
_NO_S3 = (
    "Spark cannot read prediction files on S3: its library hadoop-aws, of the version of its own "
    "Hadoop, is missing. Add it to the cluster, or leave FAIRATLAS_SPARK_MASTER empty: DuckDB "
    "reads S3 as it is."
)
# A thousand edges are too long for a method of Java: interpreted at once, not after a failure.
_SESSION = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def rows_at(addresses: Sequence[str], spark_master: str = "") -> Iterator[Table]:
    """Open Parquet files as one table; nothing is read yet.

    Parameters
    ----------
    addresses : sequence of str
        As fsspec knows them, all on one store; every worker must reach them.
    spark_master : str
        Such as "spark://host:7077"; empty: DuckDB, on this machine, which needs no more memory
        for more rows.

    Raises
    ------
    Unavailable
        When Spark is not installed, or has no library for the store.
    """
    with _on_spark(addresses, spark_master) if spark_master else _here(addresses) as rows:
        yield rows


@contextmanager
def _here(addresses: Sequence[str]) -> Iterator[Table]:
    import pyarrow.dataset as ds

    system, _ = store_at(addresses[0])
    paths = [store_at(each)[1] for each in addresses]
    connection: Any = ibis.duckdb.connect()
    try:
        connection.con.register(ROWS, ds.dataset(paths, format="parquet", filesystem=system))
        yield connection.table(ROWS)
    finally:
        connection.disconnect()


@contextmanager
def _on_spark(addresses: Sequence[str], master: str) -> Iterator[Table]:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise Unavailable(_NO_SPARK) from None

    session = SparkSession.builder.master(master).config(map=_SESSION).appName(NAME).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        _check_reaches(session, addresses[0])
        session.read.parquet(*map(_for_spark, addresses)).createOrReplaceTempView(ROWS)
        yield ibis.pyspark.connect(session).table(ROWS)
    finally:
        session.stop()


def _check_reaches(session: Any, address: str) -> None:
    """Say at once that S3 is out of Spark's reach: its own words name a class of Java."""
    if not address.startswith(S3):
        return
    try:
        session.sparkContext._jvm.java.lang.Class.forName(_S3A)
    except Exception as error:
        raise Unavailable(_NO_S3) from error


def _for_spark(address: str) -> str:
    protocol, found, rest = address.partition("://")
    if not found:
        return f"file://{address}"
    return f"{_SPARK.get(protocol, protocol)}://{rest}"
