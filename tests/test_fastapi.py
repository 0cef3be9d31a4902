"""Bodies of requests in FastAPI: read strictly, refused in whole, patched, and described so that clients can be generated."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Any

import pytest

import thinktank_model as tm

from .oracles import oracle

for name in ("fastapi", "httpx", "pydantic"):
    oracle(name)

import httpx
from fastapi import APIRouter, FastAPI, Form, Response
from pydantic import BaseModel

from thinktank_model.integrations import fastapi as ours
from thinktank_model.integrations.fastapi import Patch, RecordResponse, Sent, StrictRoute, strict

from .scale import in_full

EVENT = {"type": "event", "id": "event:a", "names": [{"value": "A", "lang": "en"}], "start": "2024-12-20"}
STORED = tm.Event(id="event:a", names=[{"value": "A", "lang": "en"}], start="2024-12-20", kind="symposium")


class Event(BaseModel):
    """A class of the application with the same name as one of ours."""

    at: int


class Plain(BaseModel):
    """A model of the application."""

    a: int


def application() -> FastAPI:
    app = strict(FastAPI())

    @app.post("/events", status_code=201, response_model=tm.Event)
    async def create(sent: Sent[tm.Event]) -> Response:
        return RecordResponse(sent.record, 201)

    @app.post("/records")
    async def warnings(sent: Sent[tm.Record]) -> list[str]:
        return [problem.code for problem in sent.warnings]

    @app.patch("/events/a", response_model=tm.Event)
    async def change(patch: Patch[tm.Event]) -> Response:
        return RecordResponse(patch.made_on(STORED))

    @app.post("/both")
    async def both(sent: Sent[tm.Event], other: Sent[tm.Person]) -> str:
        return sent.record.id + other.record.id

    @app.post("/plain")
    async def plain(body: Plain) -> int:
        return body.a

    @app.post("/form")
    async def form(a: Annotated[int, Form()]) -> int:
        return a

    @app.get("/nothing")
    async def nothing() -> int:
        return 1

    router = APIRouter(route_class=StrictRoute, prefix="/more")

    @router.post("/events")
    async def more(sent: Sent[tm.Event]) -> str:
        return sent.record.id

    app.include_router(router)
    return app


JSON = {"content-type": "application/json"}


def request(app: FastAPI, method: str, path: str, **more: Any) -> httpx.Response:
    """One request to an application, without a server."""

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://here") as client:
            return await client.request(method, path, **more)

    return asyncio.run(send())


APP = application()


def post(path: str, text: str | bytes, media: str = "application/json") -> Any:
    return request(APP, "POST", path, content=text, headers={"content-type": media})


def codes(answer: Any) -> list[tuple[str, list[Any]]]:
    assert answer.status_code == 422
    return [(line["type"], line["loc"]) for line in answer.json()["detail"]]


# --- Reading ---


def test_a_record_comes_in_and_goes_out_in_canonical_bytes() -> None:
    """In any order of its keys."""
    answer = post("/events", json.dumps(dict(reversed(EVENT.items()))))
    assert (answer.status_code, answer.content) == (201, tm.dumps(tm.from_dict(EVENT)))
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"type": "event", "id": "event:a", "id": "event:b"}', "json.duplicate-key"),
        ('{"type": "event", "extensions": {"x:a": 1e400}}', "json.number"),
        (b'{"type": "event", "id": "\xff"}', "json."),
        ('{"type": "event",', "json."),
        ("", "json."),
        ("[" * 100_000, "json."),
    ],
)
def test_what_parsers_lose_in_silence_is_refused(text: str | bytes, code: str) -> None:
    """Duplicate keys and the like, as in `loads`."""
    ((found, loc), *_) = codes(post("/events", text))
    assert found.startswith(code) and loc[0] == "body"


def test_every_problem_is_a_line_with_its_place_in_the_text() -> None:
    """The context is the problem; everything else has FastAPI's form."""
    text = json.dumps({**EVENT, "start": "20 Dec", "nmaes": []}, indent=1)
    answer = post("/events", text)
    assert sorted(codes(answer)) == [("date.syntax", ["body", "start"]), ("key.unknown", ["body", "nmaes"])]
    line = next(line for line in answer.json()["detail"] if line["type"] == "date.syntax")
    assert text.split("\n")[line["ctx"]["line"] - 1].strip().startswith('"start"')
    ours.Refusal.model_validate(answer.json())


def test_warnings_are_handed_on() -> None:
    """They do not refuse the request."""
    assert post("/records", json.dumps({**EVENT, "names": [{"value": "A  B"}]})).json() == ["text.odd-whitespace"]
    assert post("/records", json.dumps(EVENT)).json() == []


def test_two_bodies_stand_under_their_names() -> None:
    """As in FastAPI; pointers of problems start at the record."""
    person = {"type": "person", "id": "person:b", "names": [{"value": "B"}]}
    assert post("/both", json.dumps({"sent": EVENT, "other": person})).json() == "event:aperson:b"
    bad = post("/both", json.dumps({"sent": EVENT, "other": {**person, "id": "b"}}))
    assert codes(bad) == [("id.syntax", ["body", "other", "id"])]


def test_models_of_the_application_are_read_as_before() -> None:
    """With the strict parser too; forms and requests without a body are not affected."""
    assert post("/plain", '{"a": 1}').json() == 1
    assert codes(post("/plain", '{"a": 1, "a": 2}')) == [("json.duplicate-key", ["body", "a"])]
    assert request(APP, "POST", "/form", data={"a": "5"}).json() == 5
    assert request(APP, "GET", "/nothing").json() == 1


def test_a_router_of_its_own() -> None:
    """The router sets the class of its routes."""
    assert post("/more/events", json.dumps(EVENT)).json() == "event:a"


@pytest.mark.parametrize("media", ["text/plain", "application/xml", "multipart/form-data", "json"])
def test_another_media_type_is_refused(media: str) -> None:
    """A page of another site could send it without permission (CORS)."""
    assert post("/events", json.dumps(EVENT), media).status_code == 415
    assert post("/events", json.dumps(EVENT), "application/ld+json; charset=utf-8").status_code == 201


def test_a_body_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read in pieces, only up to the limit."""
    monkeypatch.setattr(ours, "LIMIT", 1000)
    assert post("/events", json.dumps({**EVENT, "pad": "x" * 1000})).status_code == 413


def test_a_route_that_is_not_strict_is_an_error_of_the_server() -> None:
    """On every request, so that the mistake is found before a duplicate key is lost."""
    app = FastAPI()

    @app.post("/sent")
    async def sent(sent: Sent[tm.Event]) -> str:
        return sent.record.id

    @app.post("/patch")
    async def patch(patch: Patch[tm.Event]) -> str:
        return str(patch.changes)

    for path in ("/sent", "/patch"):
        with pytest.raises(LookupError, match=r"strict\(app\)"):
            request(app, "POST", path, json=EVENT)


# --- Patches ---


def test_a_merge_patch_changes_what_it_names() -> None:
    """RFC 7396: null removes a key; the id may be repeated."""
    answer = request(APP, "PATCH", "/events/a", json={"kind": None, "start": "2025", "id": "event:a"})
    assert answer.json() == {**EVENT, "start": "2025"}
    media = {"content-type": "application/merge-patch+json"}
    assert request(APP, "PATCH", "/events/a", content='{"start": "2025"}', headers=media).json()["start"] == "2025"


@pytest.mark.parametrize(
    ("patch", "code"),
    [
        ({"start": "20 Dec"}, "date.syntax"),
        ({"names": None}, "key.missing"),
        ({"id": "event:b"}, "patch.fixed-key"),
        ({"type": None}, "patch.fixed-key"),
        ([1], "dict_type"),
        ("A", "dict_type"),
    ],
)
def test_a_patch_that_leads_to_no_record_is_refused(patch: Any, code: str) -> None:
    """And the id cannot be changed."""
    assert [found for found, _ in codes(request(APP, "PATCH", "/events/a", json=patch))] == [code]


# --- The OpenAPI document ---


@pytest.mark.slow
def test_the_document_describes_bodies_and_refusals() -> None:
    """Checked with another validator; the components are those of `schema --openapi`."""
    document = APP.openapi()
    oracle("openapi_spec_validator").validate(document)
    assert APP.openapi() is document
    event = {"$ref": "#/components/schemas/Event"}
    created = document["paths"]["/events"]["post"]
    assert created["requestBody"] == {"content": {"application/json": {"schema": event}}, "required": True}
    assert created["responses"]["422"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Refusal"
    }
    patched = document["paths"]["/events/a"]["patch"]["requestBody"]["content"]
    assert list(patched) == ["application/merge-patch+json"]
    found = document["components"]["schemas"]
    assert found["Record"]["discriminator"]["propertyName"] == "type"
    assert found["Event"]["examples"][0]["type"] == "event" and "OpenEventKind" not in found


def test_a_class_of_the_application_keeps_its_name() -> None:
    """It is not replaced by ours."""

    app = strict(FastAPI())

    @app.post("/own")
    async def own(event: Event) -> int:
        return event.at

    assert set(app.openapi()["components"]["schemas"]["Event"]["properties"]) == {"at"}


@in_full
def test_a_dataset_as_a_body() -> None:
    """Its records are distinguished by `type`, in a component that pydantic does not generate."""
    app = strict(FastAPI())

    @app.post("/datasets")
    async def create(sent: Sent[tm.Dataset]) -> int:
        return len(sent.record)

    assert request(app, "POST", "/datasets", content=tm.dumps(tm.example("wic-2024")), headers=JSON).json() > 50
    found = app.openapi()["components"]["schemas"]
    assert found["Dataset"]["properties"]["records"]["items"] == {"$ref": "#/components/schemas/Record"}
    oracle("openapi_spec_validator").validate(app.openapi())


def test_a_document_without_records_is_left_alone() -> None:
    """It may have no components at all."""
    app = strict(FastAPI())
    assert "components" not in app.openapi()
