"""Requests a second of `Sent[Event]` beside those of pydantic models, interleaved, on loopback.

Each answers with the event that it was sent. One model was generated from our JSON Schema, with its patterns; the bar is that one. The
other was generated from the variant `codegen`, and checks the structure alone; its figure is told. The rounds alternate, so that what else
the machine does touches all alike; the median of the ratios within rounds counts.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import httpx
from server import serving

import thinktank_model as tm

APP = """
import thinktank_model as tm
from fastapi import FastAPI, Response
import full_models
import models
from thinktank_model.integrations.fastapi import RecordResponse, Sent, strict

app = strict(FastAPI())


@app.post("/ours")
async def ours(sent: Sent[tm.Event]) -> Response:
    return RecordResponse(sent.record)


native = FastAPI()


@native.post("/full", response_model_exclude_unset=True, response_model_by_alias=True)
async def full(event: full_models.Event) -> full_models.Event:
    return event


@native.post("/structure", response_model_exclude_unset=True, response_model_by_alias=True)
async def structure(event: models.Event) -> models.Event:
    return event


app.mount("/other", native)
"""
PATHS = ("/ours", "/other/full", "/other/structure")
ROUNDS, REQUESTS, AT_ONCE = 12, 160, 4


async def timed(client: httpx.AsyncClient, path: str, bodies: list[bytes]) -> float:
    """Requests a second."""
    waiting = iter([bodies[number % len(bodies)] for number in range(REQUESTS)])

    async def worker() -> None:
        for body in waiting:
            answer = await client.post(path, content=body, headers={"content-type": "application/json"})
            assert answer.status_code == 200, answer.text

    start = time.perf_counter()
    await asyncio.gather(*[worker() for _ in range(AT_ONCE)])
    return REQUESTS / (time.perf_counter() - start)


async def measured(address: str) -> dict[str, float]:
    """For each model the median of our requests by its requests."""
    events = [record for name in tm.example_names() for record in tm.example(name) if record.type == "event"]
    bodies = [tm.dumps(event) for event in events]
    ratios: dict[str, list[float]] = {path: [] for path in PATHS[1:]}
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        for body in bodies:  # each gives back what it was sent
            for path in PATHS:
                answer = await client.post(path, content=body, headers={"content-type": "application/json"})
                assert answer.json() == json.loads(body), (path, answer.text)
        for number in range(ROUNDS + 2):
            speed = {path: await timed(client, path, bodies) for path in PATHS[:: 1 if number % 2 else -1]}
            if number >= 2:  # the first ones warm up
                for path, found in ratios.items():
                    found.append(speed["/ours"] / speed[path])
                print(*[f"{path} {value:.0f}" for path, value in speed.items()])
    return {path: statistics.median(found) for path, found in ratios.items()}


folder = Path(sys.argv[1])
(folder / "load_app.py").write_text(APP, encoding="utf-8")
schema = folder / "full.json"
schema.write_text(json.dumps(tm.json_schema()), encoding="utf-8")
made = [
    "--input",
    str(schema),
    "--output",
    str(folder / "full_models.py"),
    "--output-model-type",
    "pydantic_v2.BaseModel",
]
generator = str(Path(sys.executable).with_name("datamodel-codegen"))
subprocess.run([generator, *made, "--input-file-type", "jsonschema"], stderr=subprocess.DEVNULL, check=True)
with serving("load_app:app", folder) as address:
    found = asyncio.run(measured(address))
ratio, structure = found["/other/full"], found["/other/structure"]
print(
    f"FastAPI: {ratio:.2f} x the requests of a pydantic model of the schema, {structure:.2f} x those of one of its structure"
)
sys.exit(ratio < 1.0)
