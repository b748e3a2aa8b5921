"""Writes `src/api/contract.ts` from the API's own OpenAPI document, and `src/text/en/sentences.ts` from its catalogue.

With `--check`, only says whether they are up to date.

Run with the project's environment from the top of the repository: `.venv/bin/python web/generate.py`.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CONTRACT = ROOT / "web" / "src" / "api" / "contract.ts"
CATALOGUE = ROOT / "web" / "src" / "text" / "en" / "sentences.ts"
OF_MEDIA = CATALOGUE.with_name("media.ts")
"""What screens of reviews and reflections show: the other sentences wait for a refusal, or for HR's screens."""
HEADER = "// Made by web/generate.py from the OpenAPI document: change the API, then `make web-types`. Do not edit.\n"

CATALOGUE_HEADER = """\
// Made by web/generate.py from chalicelib/words: change the sentence there, then `make web-types`. Do not edit.
// Another language is a file like this with the same keys.
"""

MEDIA = ("file.", "recording.", "notice.", "ended.")

NO_BODY = "Nothing"
"""The schema of a command without a body."""

Schema = Mapping[str, Any]


def main() -> int:
    """Write or compare; 1 where the checked-in file differs."""
    made = {CONTRACT: contract(_document()), CATALOGUE: sentences(), OF_MEDIA: media()}
    if "--check" not in sys.argv[1:]:
        for target, text in made.items():
            target.write_text(text)
        return 0
    old = [target for target, text in made.items() if not target.exists() or target.read_text() != text]
    for target in old:
        sys.stderr.write(f"{target.relative_to(ROOT)} is out of date: run `make web-types`\n")
    return 1 if old else 0


def sentences() -> str:
    """The service's English catalogue as the client has it: the same codes, the same sentences."""
    sys.path.insert(0, str(ROOT))
    from chalicelib.words.catalogue import SENTENCES, WORDS

    others = {key: form for key, form in SENTENCES.items() if not key.startswith(MEDIA)}
    return "\n".join([CATALOGUE_HEADER, _constant("sentences", others), _constant("words", WORDS)])


def media() -> str:
    """The part of the catalogue that reviews and reflections show."""
    sys.path.insert(0, str(ROOT))
    from chalicelib.words.catalogue import SENTENCES

    found = {key: form for key, form in SENTENCES.items() if key.startswith(MEDIA)}
    return "\n".join([CATALOGUE_HEADER, _constant("media", found)])


def _constant(name: str, texts: Mapping[str, str]) -> str:
    lines = [f"  {json.dumps(key)}: {json.dumps(text, ensure_ascii=False)}," for key, text in texts.items()]
    return "\n".join([f"export const {name} = {{", *lines, "} as const;"]) + "\n"


def _document() -> dict[str, Any]:
    sys.path.insert(0, str(ROOT))
    import app  # noqa: F401  # registers every route
    from chalicelib.kernel.http.openapi import document
    from chalicelib.words.problems import CODES

    made: dict[str, Any] = json.loads(json.dumps(document("the company", CODES)))
    return made


def contract(document: Schema) -> str:
    """The TypeScript of a document: an interface for each schema, then one entry for each route."""
    schemas = document["components"]["schemas"]
    names = _short_names(schemas)
    printer = Printer(names)
    parts = [HEADER]
    parts += [printer.declaration(names[name], told) for name, told in sorted(schemas.items()) if _has_fields(told)]
    parts.append("export interface Routes {")
    for path, operations in sorted(document["paths"].items()):
        parts += [printer.route(method, path, told) for method, told in sorted(operations.items())]
    parts.append("}\n")
    return "\n".join(parts)


def _short_names(schemas: Schema) -> dict[str, str]:
    """Names as TypeScript takes them: the class's own; where two features use one name, the feature goes in front."""
    last = {name: re.split(r"[^A-Za-z0-9]", name)[-1] for name in schemas if "[" not in name}
    used = [last[name] for name in last]
    return {name: _short_name(name, used.count(last.get(name, name)) == 1) for name in schemas}


def _short_name(name: str, unique: bool) -> str:
    words = [word for word in re.split(r"[^A-Za-z0-9]+", name) if word and word != "chalicelib"]
    if "[" in name or len(words) == 1:
        return "".join(word[0].upper() + word[1:] for word in words)
    return words[-1] if unique else words[0].capitalize() + words[-1]


def _has_fields(schema: Schema) -> bool:
    """Whether there is something to declare: the body of a command that takes none has no fields."""
    return schema.get("type") != "object" or bool(schema.get("properties"))


class Printer:
    """Schemas as TypeScript types."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def declaration(self, name: str, schema: Schema) -> str:
        """An exported type of a component."""
        told = f"/** {schema['description']} */\n" if "description" in schema else ""
        if schema.get("type") == "object" and "properties" in schema:
            return f"{told}export interface {name} {self._object(schema, '')}\n"
        return f"{told}export type {name} = {self.type(schema)};\n"

    def route(self, method: str, path: str, told: Schema) -> str:
        """One entry of `Routes`."""
        parameters = told.get("parameters", [])
        body = told.get("requestBody", {}).get("content", {})
        fields = {
            "path": self._parameters(parameters, "path"),
            "query": self._parameters(parameters, "query"),
            "body": self._body(body),
            "match": "true" if any(p["name"] == "If-Match" for p in parameters) else "false",
            "answer": self._answer(told["responses"]),
        }
        inside = "; ".join(f"{name}: {kind}" for name, kind in fields.items())
        return f"  /** {told['summary']} */\n  {json.dumps(f'{method.upper()} {path}')}: {{ {inside} }};"

    def _parameters(self, parameters: list[Schema], place: str) -> str:
        found = [
            f"{p['name']}{'' if p.get('required') else '?'}: {self.type(p['schema'])}"
            for p in parameters
            if p["in"] == place
        ]
        return f"{{ {'; '.join(found)} }}" if found else "undefined"

    def _body(self, content: Schema) -> str:
        if "application/json" in content:
            kind = self.type(content["application/json"]["schema"])
            return "undefined" if kind == NO_BODY else kind
        return "string" if content else "undefined"

    def _answer(self, responses: Schema) -> str:
        for status, told in sorted(responses.items()):
            if status.startswith("2"):
                content = told.get("content", {})
                if "application/json" in content:
                    return self.type(content["application/json"]["schema"])
                return "string" if content else "undefined"
        return "undefined"

    def type(self, schema: Schema, indent: str = "") -> str:
        """The type of any schema."""
        if "$ref" in schema:
            return self._names[schema["$ref"].rsplit("/", 1)[-1]]
        if "enum" in schema:
            return " | ".join(json.dumps(value) for value in schema["enum"])
        if "const" in schema:
            return json.dumps(schema["const"])
        for union in ("anyOf", "oneOf"):
            if union in schema:
                return " | ".join(dict.fromkeys(self.type(part, indent) for part in schema[union]))
        kind = schema.get("type")
        if isinstance(kind, list):
            return " | ".join(self.type({**schema, "type": one}, indent) for one in kind)
        return self._plain(kind, schema, indent)

    def _plain(self, kind: str | None, schema: Schema, indent: str) -> str:
        plain = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
        if kind in plain:
            return plain[kind]
        if kind == "array":
            return f"{self._wrapped(self.type(schema.get('items', {}), indent))}[]"
        if kind == "object" and "properties" in schema:
            return self._object(schema, indent)
        if kind == "object":
            values = schema.get("additionalProperties", True)
            return f"Record<string, {'unknown' if isinstance(values, bool) else self.type(values, indent)}>"
        return "unknown"

    @staticmethod
    def _wrapped(kind: str) -> str:
        return f"({kind})" if " | " in kind and not kind.endswith("}") else kind

    def _object(self, schema: Schema, indent: str) -> str:
        lines = "\n".join(self._fields(schema, f"{indent}  "))
        return f"{{\n{lines}\n{indent}}}" if lines else "Record<string, never>"

    def _fields(self, schema: Schema, indent: str) -> Iterator[str]:
        required = set(schema.get("required", ()))
        for name, told in schema["properties"].items():
            optional = "" if name in required else "?"
            key = name if re.fullmatch(r"[A-Za-z_]\w*", name) else json.dumps(name)
            yield f"{indent}{key}{optional}: {self.type(told, indent)};"


if __name__ == "__main__":
    raise SystemExit(main())
