"""fastjsonschema: Python functions generated from the library's JSON Schema. No objects; it stops at the first fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import fastjsonschema
import orjson

from benchmarks.json_schemas import by_type, explaining, loading
from thinktank_model.problems.pointers import pointer

from . import Contender

__all__ = ["CONTENDERS"]


def _compile(schema: dict[str, Any]) -> Any:
    # it knows draft 7; of later drafts the schema only uses $defs, which the references find
    return fastjsonschema.compile({**schema, "$schema": "http://json-schema.org/draft-07/schema#"}, use_default=False)


VALIDATORS = by_type(_compile)


def _pointers(validate: Callable[[Any], Any]) -> Callable[[Any], list[str]]:
    def pointers(value: Any) -> list[str]:
        try:
            validate(value)
        except fastjsonschema.JsonSchemaValueException as error:
            return [pointer(*error.path[1:])]
        return []

    return pointers


CONTENDERS = (
    Contender(
        name="fastjsonschema",
        load=loading(VALIDATORS),
        explain=explaining({tag: _pointers(validate) for tag, validate in VALIDATORS.items()}),
        dump=orjson.dumps,
        objects=False,
        needs=("fastjsonschema", "orjson"),
    ),
)
