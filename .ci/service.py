"""The example service, as a client of it: every shipped record in and out, changes, mistakes, changes at one time."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from server import serving

import thinktank_model as tm

JSON = {"content-type": "application/json"}
records = list(tm.example("wic-2024"))
with (
    serving("service:app", Path("examples"), DATABASE=sys.argv[1]) as address,
    httpx.Client(base_url=address) as client,
):

    def post(text: str | bytes) -> httpx.Response:
        """Send a record."""
        return client.post("/records", content=text, headers=JSON)

    for record in records:
        answer = post(tm.dumps(record))
        assert (answer.status_code, answer.content) == (201, tm.dumps(record)), answer.text
    assert post(tm.dumps(records[0])).status_code == 409
    for record in records:
        assert client.get(f"/records/{record.id}").content == tm.dumps(record), record.id

    found, after = [], ""
    while page := client.get("/records", params={"after": after, "limit": 7, "type": "organization"}).json():
        assert len(page) <= 7
        found += [record["id"] for record in page]
        after = found[-1]
    assert found == sorted(record.id for record in records if record.type == "organization")

    event = next(record for record in records if record.type == "event")
    path = f"/records/{event.id}"
    changed = client.patch(path, json={"status": "held", "notes": {"en": "Changed."}})
    assert (changed.status_code, client.get(path).content) == (200, changed.content)
    assert client.patch(path, json={"notes": None}).json().get("notes") is None
    assert client.patch(path, json={"start": "20 Dec"}).json()["detail"][0]["type"] == "date.syntax"
    assert client.patch(path, json={"id": "event:other"}).json()["detail"][0]["type"] == "patch.fixed-key"

    with ThreadPoolExecutor(8) as threads:  # none is lost: each adds a key, and a merge patch keeps the others
        keys = [f"x:k{number}" for number in range(24)]
        answers = list(threads.map(lambda key: client.patch(path, json={"extensions": {key: 1}}).status_code, keys))
    assert set(answers) == {200}
    assert set(keys) <= set(client.get(path).json()["extensions"])

    person = {"type": "person", "id": "person:x", "names": [{"value": "A  B"}]}
    twice = json.dumps(person)[:-1] + ', "id": "person:y"}'
    assert post(twice).json()["detail"][0]["type"] == "json.duplicate-key"
    assert post("{").status_code == 422
    for value in ("\u0000", 1e300, -0.0, 2**63 - 1, 1.5, {"a": [None, "b"]}):
        answer = post(json.dumps({**person, "id": "person:free", "extensions": {"x:v": value}}))
        if answer.status_code == 201:
            stored = client.get("/records/person:free").content
            assert stored == answer.content, stored
            assert client.delete("/records/person:free").status_code == 204
        else:
            assert answer.status_code == 422, answer.text
            assert "database" in answer.json()["detail"], answer.text
            assert client.get("/records/person:free").status_code == 404
    assert post(json.dumps(person)).headers["x-warnings"] == "text.odd-whitespace"
    assert (
        client.post("/records", content=json.dumps(person), headers={"content-type": "text/plain"}).status_code == 415
    )
    assert client.get("/records", params={"limit": 1000}).status_code == 422
    assert client.get("/records/'; DROP TABLE records; --").status_code == 404

    document = client.get("/openapi.json").json()
    assert document["components"]["schemas"]["Record"]["discriminator"]["mapping"]["event"].endswith("/Event")
print(f"service: {len(records)} records in and out, {len(answers)} changes at one time")
