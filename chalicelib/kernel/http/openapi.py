"""The OpenAPI 3.1 document, made from the registry: what a route states about itself is what is written here."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from inspect import getdoc
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec

from chalicelib.kernel.http.example import example_of
from chalicelib.kernel.http.problems import MEDIA, Problem
from chalicelib.kernel.http.registry import REGISTRY, Route, every_route

REFS = "#/components/schemas/{name}"
IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key and body give the first answer again. Required for machine clients.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag of the version that is changed.",
    "schema": {"type": "string"},
}
IDEMPOTENCY_OF_DIALECT = IDEMPOTENCY | {"description": "The same key and body give the first answer again."}
_LISTING = re.compile(rb'Listing[_\[](\w+?)[_\]]"')
_VERSIONED = frozenset({"PUT", "PATCH", "DELETE"})
PLAIN: dict[int, str] = {
    304: "The caller has this version.",
    400: "The request cannot be read.",
    401: "Nobody is signed in, or the token cannot be trusted.",
    403: "Not in the directory, or a party without the right; the reason is told.",
    404: "Unknown, or invisible to the caller.",
    409: "The state does not allow it now.",
    412: "A newer version was saved; `current` holds it.",
    413: "Too large.",
    415: "The body is of another media type.",
    422: "Invalid input; `errors` names each field.",
    428: "If-Match is missing.",
    429: "Too many requests; see Retry-After.",
    500: "We are at fault; it has been recorded.",
    503: "Temporary trouble; see Retry-After.",
}


def document(company: str, codes: Mapping[str, str]) -> dict[str, Any]:
    """Return the whole contract as a JSON-ready dict; `codes`: what each problem code means."""
    routes = every_route()
    kinds = [Problem, *_kinds(routes)]
    schemas, components = msgspec.json.schema_components(kinds, ref_template=REFS)
    known = dict(zip((id(kind) for kind in kinds), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for entry in sorted(routes, key=lambda e: (e.path, e.method)):
        paths.setdefault(entry.path, {})[entry.method.lower()] = _operation(entry, known)
    made = {
        "openapi": "3.1.0",
        "info": {
            "title": "Throughline",
            "version": "1.0.0",
            "summary": "Performance reviews without dread.",
            "description": f"The HTTP API of {company}'s Throughline. Problems are RFC 9457 documents with a `code`.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api"}],
        "security": [{"bearer": []}],
        "tags": [{"name": feature} for feature in sorted(REGISTRY)],
        "paths": paths,
        "components": {
            "schemas": _with_codes(components, codes),
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }
    return _published(made)


def _kinds(routes: list[Route]) -> list[Any]:
    found: dict[int, Any] = {}
    for entry in routes:
        for kind in (entry.answer, entry.body, entry.dialect.problem if entry.dialect else None):
            if kind is not None:
                found[id(kind)] = kind
    return list(found.values())


def _published(made: dict[str, Any]) -> dict[str, Any]:
    """Return the document as plain JSON (msgspec writes defaults of tuples and sets as Python values).

    A page of a list, `Listing[MailView]`, is published as `MailViewList`.
    """
    encoded = _LISTING.sub(rb'\1List"', msgspec.json.encode(made))
    published: dict[str, Any] = msgspec.json.decode(encoded)
    return published


def _with_codes(schemas: dict[str, Any], codes: Mapping[str, str]) -> dict[str, Any]:
    listed = "\n".join(f"- `{code}`: {meaning}" for code, meaning in codes.items())
    schemas["Problem"]["properties"]["code"] |= {"description": listed, "examples": list(codes)}
    return schemas


def _operation(entry: Route, known: dict[int, Any]) -> dict[str, Any]:
    purpose = getdoc(entry.action) or ""
    operation: dict[str, Any] = {
        "operationId": f"{entry.tag}_{entry.action.__name__}",
        "tags": [entry.tag],
        "summary": entry.summary,
        "description": f"{purpose}\n\nAllowed: {entry.allow.who}.".strip(),
        "responses": _responses(entry, known),
    }
    parameters = [*_path_parameters(entry), *_query_parameters(entry)]
    if entry.match or (entry.dialect and entry.method in _VERSIONED):
        parameters.append(IF_MATCH | {"required": entry.match})
    if entry.method == "POST" and not entry.allow.anonymous:
        parameters.append(IDEMPOTENCY_OF_DIALECT if entry.dialect else IDEMPOTENCY)
    if parameters:
        operation["parameters"] = parameters
    if entry.media != "application/json":
        operation["requestBody"] = {"required": True, "content": {entry.media: {"schema": {"type": "string"}}}}
    elif entry.has_body:
        content: dict[str, Any] = {"schema": known[id(entry.body)]}
        content["example"] = entry.example if entry.example is not None else example_of(entry.body)
        needed = entry.method != "POST" or any(field.required for field in msgspec.structs.fields(entry.body))
        media = sorted(entry.dialect.takes) if entry.dialect else ["application/json"]
        operation["requestBody"] = {"required": needed, "content": dict.fromkeys(media, content)}
    if entry.allow.anonymous:
        operation["security"] = []
    return operation


def _responses(entry: Route, known: dict[int, Any]) -> dict[str, Any]:
    success: dict[str, Any] = {"description": HTTPStatus(entry.status).phrase}
    if entry.answer is not None:
        media = entry.dialect.media if entry.dialect else "application/json"
        success["content"] = {media: {"schema": known[id(entry.answer)], "example": example_of(entry.answer)}}
        if entry.match or entry.dialect or entry.method == "GET":
            success["headers"] = {"ETag": {"description": "The version answered.", "schema": {"type": "string"}}}
    refused = {"schema": {"$ref": REFS.format(name="Problem")}}
    media = MEDIA
    if entry.dialect:
        refused, media = {"schema": known[id(entry.dialect.problem)]}, entry.dialect.media
    answers = {str(entry.status): success}
    for status in sorted(_refusals(entry)):
        response: dict[str, Any] = {"description": PLAIN[status]}
        answers[str(status)] = response | ({"content": {media: refused}} if status >= 400 else {})
    return answers


def _refusals(entry: Route) -> set[int]:
    if entry.dialect:
        return _refusals_of_dialect(entry)
    # 422: no route takes a parameter that it does not list.
    found = {422, 429, 500, 503, *entry.statuses}
    if not entry.allow.anonymous:
        found |= {401, 403}
    if "{" in entry.path:
        found.add(404)
    if entry.method != "GET":
        found |= {400, 409, 413, 415}
    if entry.match:
        found |= {412, 428}
    if entry.method == "POST":
        found |= {404, 412}
    return found


def _refusals_of_dialect(entry: Route) -> set[int]:
    """Another protocol demands no version and no key, and calls bad input a bad request."""
    found = {400, 401, 403, 429, 500, 503, *entry.statuses}
    if "{" in entry.path:
        found.add(404)
    if entry.method != "GET":
        found |= {409, 413, 415}
    if entry.method in _VERSIONED:
        found.add(412)
    return found


def _path_parameters(entry: Route) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in entry.path.split("/") if part.startswith("{")]
    schema = {"type": "string", "minLength": 1, "maxLength": 128}
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in names]


def _query_parameters(entry: Route) -> list[dict[str, Any]]:
    hints = get_type_hints(entry.query, include_extras=True)
    found = []
    for field in msgspec.structs.fields(entry.query):
        schemas, _ = msgspec.json.schema_components([_without_none(hints[field.name])], ref_template=REFS)
        parameter: dict[str, Any] = {"name": field.encode_name, "in": "query", "required": field.required}
        schema = dict(schemas[0])
        if "description" in schema:
            parameter["description"] = schema.pop("description")
        if field.default not in (None, msgspec.NODEFAULT):
            schema["default"] = msgspec.to_builtins(field.default)
        parameter["schema"] = schema
        found.append(parameter)
    return found


def _without_none(kind: Any) -> Any:
    """Return a parameter that may be left out is optional, not null."""
    if hasattr(kind, "__metadata__"):
        inner = _without_none(kind.__origin__)
        for extra in kind.__metadata__:
            inner = Annotated[inner, extra]
        return inner
    arguments = get_args(kind)
    if get_origin(kind) is not None and type(None) in arguments:
        left = [part for part in arguments if part is not type(None)]
        return left[0] if len(left) == 1 else kind
    return kind
