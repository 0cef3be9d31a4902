"""Records as bodies of requests in FastAPI: read strictly from the bytes, with warnings, and patched in one line.

FastAPI parses a body before a model sees it, with the silent losses of JSON parsers: of two equal keys the last
wins. After `strict(app)`, bodies are parsed as `loads` does, and refused with FastAPI's own response (422, `detail` with
a line for each problem). The `ctx` of each line is the whole problem, with line and column.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, TypeVar, get_args

from fastapi import Body, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.params import Form
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field, GetCoreSchemaHandler
from pydantic_core import ValidationError, core_schema
from starlette.requests import ClientDisconnect

from ..dataset.patching import FIXED, merge_patch
from ..jsontext.parsing import parse
from ..jsontext.places import SourceMap
from ..problems.display import literal
from ..problems.problem import Problem
from ..problems.report import InvalidData
from ..records.placing import placed
from ..records.single import dumps
from ..shapes.forms import form_of
from ..shapes.node import Node
from .openapi import describe
from .pydantic import line_of

__all__ = ["LIMIT", "Patch", "RecordResponse", "Refusal", "Sent", "StrictRoute", "strict"]

T = TypeVar("T")
N = TypeVar("N", bound=Node)

JSON: Final = "application/json"
JSON_BYTES: Final = b"application/json"
MERGE_PATCH: Final = "application/merge-patch+json"
LIMIT: Final = 16 * 2**20
"""The greatest number of bytes of a body; a longer one is answered with 413."""


class RefusedLine(BaseModel):
    """One problem of a body."""

    type: str = Field(description="The code of the problem, as in the catalogue of the library.")
    loc: list[str | int] = Field(description="Where it is: body, then keys and the numbers of items.")
    msg: str = Field(description="What was found, what was expected, and what was most likely meant, in English.")
    input: Any = Field(None, description="The value that was found, shortened.")
    ctx: dict[str, Any] = Field(
        default_factory=dict, description="The whole problem: pointer, severity, expected, suggestion, line, column."
    )


class Refusal(BaseModel):
    """The response 422: all problems of a request."""

    detail: list[RefusedLine]


class Sent(Generic[T]):
    """The body of a request, read strictly: `async def create(sent: Sent[Event])`.

    Attributes:
        record: the record, or an object of the class in the brackets.
        warnings: its problems that are not errors.
    """

    __slots__ = ("record", "warnings")

    def __init__(self, record: T, warnings: tuple[Problem, ...]) -> None:
        self.record: T = record
        self.warnings: tuple[Problem, ...] = warnings

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        (item,) = get_args(source)
        form, name = form_of(item), item.__name__

        def build(value: object) -> Sent[Any]:
            _must_be_strict()
            built, problems = form.read(value, "error")
            if built is None:
                raise _error(name, problems, value)
            return cls(built, problems)

        described = handler.generate_schema(item)
        return core_schema.no_info_plain_validator_function(build, json_schema_input_schema=described)

    if not TYPE_CHECKING:  # pragma: no branch

        def __class_getitem__(cls, item: Any) -> Any:
            """Return the annotation that FastAPI reads in a signature."""
            alias = super().__class_getitem__(item)
            return alias if isinstance(item, TypeVar) else Annotated[alias, Body()]


class Patch(Generic[N]):
    """The body of a PATCH request, a JSON Merge Patch (RFC 7396): `patch.made_on(stored)` is the new record.

    Attributes:
        changes: the keys to change; None removes a key.
    """

    __slots__ = ("changes",)

    def __init__(self, changes: Mapping[str, Any]) -> None:
        self.changes: Mapping[str, Any] = changes

    def made_on(self, record: N) -> N:
        """Return the record with the changes applied. Its type and id do not change.

        Raises:
            RequestValidationError: the result is not a valid record; FastAPI responds with 422.
        """
        own = {key: getattr(record, key) for key in ("type", "id") if hasattr(record, key)}
        moved = [key for key, value in own.items() if self.changes.get(key, value) != value]
        try:
            if moved:
                raise InvalidData([FIXED(at=f"/{key}", key=key, suggestion=literal(own[key])) for key in moved])
            return merge_patch(record, self.changes)
        except InvalidData as error:
            raise refusal(error.problems, self.changes) from None

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        changes = core_schema.dict_schema(core_schema.str_schema(), core_schema.any_schema())

        def build(value: object) -> Patch[Any]:
            _must_be_strict()
            return cls(value)  # type: ignore[arg-type]

        return core_schema.no_info_after_validator_function(build, changes)

    if not TYPE_CHECKING:  # pragma: no branch

        def __class_getitem__(cls, item: Any) -> Any:
            """Return the annotation that FastAPI reads in a signature."""
            alias = super().__class_getitem__(item)
            return alias if isinstance(item, TypeVar) else Annotated[alias, Body(media_type=MERGE_PATCH)]


class RecordResponse(Response):
    """A response with a record as its body, in the canonical bytes of `dumps`: `return RecordResponse(record, 201)`.

    Like any returned response it has its own status, and not that of the decorator.
    """

    media_type = JSON

    def render(self, content: Any) -> bytes:
        """Return the bytes."""
        return dumps(content)


# --- Reading the body ---

BODY: ContextVar[tuple[bytes, Any] | None] = ContextVar("body", default=None)
"""The body of the request that is being answered: its bytes, and the value that they were parsed to."""
UNSTRICT: Final = (
    "this body was parsed by FastAPI, which drops duplicate keys; pass the application through `strict(app)`, or make "
    "its router with `APIRouter(route_class=StrictRoute)`"
)


def strict(app: FastAPI) -> FastAPI:
    """Make an application parse bodies strictly, and describe records in its OpenAPI document for generators of clients.

    Call it before adding routes. A separate router needs `APIRouter(route_class=StrictRoute)`.

    Parameters:
        app: the application, which is returned.
    """
    app.router.route_class = StrictRoute
    return describe(app)


class StrictRoute(APIRoute):
    """A route whose JSON bodies are parsed as `loads` does, for any type of parameter, and whose response 422 is documented."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        responses = {422: {"model": Refusal, "description": "Every problem of the request."}}
        options["responses"] = {**responses, **(options.get("responses") or {})}
        super().__init__(path, endpoint, **options)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return FastAPI's handler, which gets the parsed body."""
        answer = super().get_route_handler()
        if self.body_field is None or isinstance(self.body_field.field_info, Form):
            return answer

        async def handler(request: Request) -> Response:
            media = next((value for name, value in request.scope["headers"] if name == b"content-type"), b"")
            if media != JSON_BYTES and not _is_json(media):
                raise HTTPException(415, f"the media type is {media.decode('latin-1') or 'not given'}, expected {JSON}")
            body = await _whole(request)
            value, problems = parse(body)
            if problems:
                raise refusal(problems, value)
            request._body, request._json = body, value  # where Starlette caches the body
            token = BODY.set((body, value))
            try:
                return await answer(request)
            finally:
                BODY.reset(token)

        return handler


def _is_json(media: bytes) -> bool:
    kind, _, subtype = media.partition(b";")[0].strip().lower().partition(b"/")
    return kind == b"application" and (subtype == b"json" or subtype.endswith(b"+json"))


async def _whole(request: Request) -> bytes:
    """Return the bytes of the body.

    Raises:
        HTTPException: it is longer than `LIMIT`; 413.
        ClientDisconnect: the client disconnected.
    """
    pieces: list[bytes] = []
    length, more = 0, True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        pieces.append(message.get("body", b""))
        length += len(pieces[-1])
        if length > LIMIT:
            raise HTTPException(413, f"the body is longer than {LIMIT} bytes")
        more = message.get("more_body", False)
    return b"".join(pieces)


def _must_be_strict() -> None:
    """Raise an error if the route is not strict, which is a mistake of the developer.

    Raises:
        LookupError: the route does not read bodies strictly.
    """
    if BODY.get() is None:
        raise LookupError(UNSTRICT)


# --- Problems as FastAPI's errors ---


def _error(title: str, problems: Iterable[Problem], value: object) -> ValidationError:
    """Return the problems of a body, with their places in its text."""
    body = BODY.get()
    if body is not None and body[1] is value:
        problems = placed(problems, value, SourceMap(body[0]))
    return ValidationError.from_exception_data(title, [line_of(problem, value) for problem in problems])


def refusal(problems: Iterable[Problem], value: object) -> RequestValidationError:
    """Return the exception that FastAPI turns into a response 422 with a line for each problem."""
    error = ValidationError.from_exception_data("body", [line_of(problem, value) for problem in problems])
    lines = error.errors(include_url=False)
    return RequestValidationError([{**line, "loc": ("body", *line["loc"])} for line in lines])
