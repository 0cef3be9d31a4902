"""A small service: records over HTTP, in PostgreSQL as JSONB.

In a clone, with a PostgreSQL server:

pip install '.[fastapi]' 'psycopg[binary,pool]' uvicorn
createdb thinktank
DATABASE=postgresql:///thinktank uvicorn --app-dir examples service:app
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Query, Response
from psycopg import AsyncConnection, DataError
from psycopg.errors import UniqueViolation
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool

import thinktank_model as tm
from thinktank_model.integrations.fastapi import Patch, RecordResponse, Refusal, Sent, strict

TABLE = """
CREATE TABLE IF NOT EXISTS records (
    id text PRIMARY KEY,
    type text GENERATED ALWAYS AS (body ->> 'type') STORED,
    body jsonb NOT NULL
);
CREATE INDEX IF NOT EXISTS records_by_type ON records (type, id);
"""
pool: AsyncConnectionPool


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    """Open the connection pool, and create the table if it does not exist."""
    global pool
    async with AsyncConnectionPool(os.environ["DATABASE"], open=False, min_size=1, max_size=8) as pool:
        async with pool.connection() as connection:
            await connection.execute(TABLE)
        yield


app = strict(FastAPI(title="Think-tank cooperation", lifespan=lifespan))


async def stored(connection: AsyncConnection[Any], id: str, *, lock: bool = False) -> tm.Record:
    """Return the record with this id.

    Raises:
        HTTPException: there is none; 404.
    """
    sql = "SELECT body FROM records WHERE id = %s FOR UPDATE" if lock else "SELECT body FROM records WHERE id = %s"
    row = await (await connection.execute(sql, [id])).fetchone()
    if row is None:
        raise HTTPException(404, f"there is no record {id!r}")
    return tm.from_dict(row[0])


async def keep(connection: AsyncConnection[Any], sql: str, record: tm.Record) -> None:
    """Write a record with a statement that returns the stored value.

    JSONB cannot hold every JSON: no U+0000, and no -0.0 or 1e300 as it was written. That can stand in free JSON only (`extensions`, the
    values of statements), and is refused rather than changed.

    Raises:
        HTTPException: the database cannot keep the record as it is (422), or has one with its id already (409).
    """
    try:
        row = await (await connection.execute(sql, {"id": record.id, "body": Jsonb(tm.to_dict(record))})).fetchone()
    except UniqueViolation:
        raise HTTPException(409, f"there is a record {record.id!r} already") from None
    except DataError as error:
        raise HTTPException(422, f"the database cannot keep this record: {error.diag.message_primary}") from None
    report = tm.validate(row[0]) if row is not None else None
    if row is None or report is None or not report.ok or tm.from_dict(row[0]) != record:
        raise HTTPException(422, "the database would change a number in the free JSON of this record")


@app.post("/records", status_code=201, response_model=tm.Record, responses={409: {"description": "The id is taken."}})
async def create(sent: Sent[tm.Record]) -> Response:
    """Store a new record. Its warnings are in the header `X-Warnings`, as codes that `thinktank-model explain` knows."""
    async with pool.connection() as connection:
        await keep(connection, "INSERT INTO records (id, body) VALUES (%(id)s, %(body)s) RETURNING body", sent.record)
    codes = ", ".join(sorted({problem.code for problem in sent.warnings}))
    return RecordResponse(sent.record, 201, {"X-Warnings": codes} if codes else None)


@app.get("/records", response_model=list[tm.Record])
async def find(type: str | None = None, after: str = "", limit: Annotated[int, Query(ge=1, le=100)] = 20) -> Response:
    """Return the records in the order of their ids, page by page: `after` is the last id of the previous page."""
    sql = """SELECT body FROM records WHERE id > %(after)s AND (%(type)s::text IS NULL OR type = %(type)s)
             ORDER BY id LIMIT %(limit)s"""
    async with pool.connection() as connection:
        rows = await (await connection.execute(sql, {"after": after, "type": type, "limit": limit})).fetchall()
    return Response(
        b"[" + b",".join([tm.dumps(tm.from_dict(row[0])) for row in rows]) + b"]", media_type="application/json"
    )


@app.get("/records/{id}", response_model=tm.Record)
async def read(id: str) -> Response:
    """Return one record."""
    async with pool.connection() as connection:
        return RecordResponse(await stored(connection, id))


@app.patch("/records/{id}", response_model=tm.Record, responses={422: {"model": Refusal}})
async def change(id: str, patch: Patch[tm.Record]) -> Response:
    """Change a record with a JSON Merge Patch (RFC 7396). Simultaneous changes are made one after the other."""
    async with pool.connection() as connection:
        record = patch.made_on(await stored(connection, id, lock=True))
        await keep(connection, "UPDATE records SET body = %(body)s WHERE id = %(id)s RETURNING body", record)
    return RecordResponse(record)


@app.delete("/records/{id}", status_code=204)
async def remove(id: str) -> Response:
    """Remove a record."""
    async with pool.connection() as connection:
        await stored(connection, id, lock=True)
        await connection.execute("DELETE FROM records WHERE id = %s", [id])
    return Response(status_code=204)
