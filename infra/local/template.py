"""`infra/resources.yaml` as the local cloud reads it: parameters filled in, references resolved."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from infra.local.ministack import ACCOUNT, REGION

PSEUDO = {"AWS::Partition": "aws", "AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "AWS::StackName": "throughline"}
FILE = Path(__file__).resolve().parents[1] / "resources.yaml"
NO_VALUE = object()
"""What `AWS::NoValue` resolves to: its entry of a list or an object is left out."""


@dataclass(frozen=True)
class Template:
    """The template with `parameters`. References to resources need `made`: logical id → {"Ref": …, "Arn": …, …}."""

    parameters: Mapping[str, str]
    made: dict[str, dict[str, str]] = field(default_factory=dict)
    file: Path = FILE

    @cached_property
    def document(self) -> dict[str, Any]:
        """The file as it is."""
        content: dict[str, Any] = yaml.safe_load(self.file.read_text())
        return content

    def of_type(self, *types: str) -> dict[str, dict[str, Any]]:
        """Logical id → resource, for resources of `types`."""
        return {name: made for name, made in self.document["Resources"].items() if made.get("Type") in types}

    def properties(self, logical_id: str) -> dict[str, Any]:
        """The resolved properties of one resource."""
        found: dict[str, Any] = self.resolve(self.document["Resources"][logical_id].get("Properties", {}))
        return found

    def resolve(self, value: Any) -> Any:
        """`value` with every intrinsic function replaced by what it answers."""
        if isinstance(value, list):
            return [kept for part in value if (kept := self.resolve(part)) is not NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            [(function, argument)] = value.items()
            if function in self._functions:
                return self._functions[function](argument)
        return {name: kept for name, part in value.items() if (kept := self.resolve(part)) is not NO_VALUE}

    def holds(self, condition: str) -> bool:
        """Whether the named condition is true with these parameters."""
        return bool(self.resolve(self.document["Conditions"][condition]))

    @cached_property
    def _functions(self) -> Mapping[str, Callable[[Any], Any]]:
        return {
            "Ref": self._named,
            "Fn::GetAtt": lambda named: self.made[named[0]][named[1]],
            "Fn::Sub": self._filled,
            "Fn::If": lambda way: self.resolve(way[1] if self.holds(way[0]) else way[2]),
            "Fn::Join": lambda parts: parts[0].join(self._listed(parts[1])),
            "Fn::Equals": lambda pair: self.resolve(pair[0]) == self.resolve(pair[1]),
            "Fn::Not": lambda parts: not self.resolve(parts[0]),
            "Fn::Or": lambda parts: any(self.resolve(part) for part in parts),
        }

    def _filled(self, argument: Any) -> str:
        text, own = (argument, {}) if isinstance(argument, str) else (argument[0], self.resolve(argument[1]))

        def one(found: re.Match[str]) -> str:
            return str(own[found[1]] if found[1] in own else self._substituted(found[1]))

        return re.sub(r"\$\{([^}]+)\}", one, text)

    def _listed(self, value: Any) -> list[str]:
        found = self.resolve(value)
        return found.split(",") if isinstance(found, str) else found

    def _substituted(self, name: str) -> str:
        resource, _, attribute = name.partition(".")
        return self.made[resource][attribute] if attribute else self._named(name)

    def _named(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return NO_VALUE
        given = PSEUDO | dict(self.parameters)
        if name in given:
            return given[name]
        if name in self.made:
            return self.made[name]["Ref"]
        declared = self.document.get("Parameters", {}).get(name)
        if declared is None or "Default" not in declared:
            raise KeyError(f"{self.file.name} refers to {name}, which the local cloud does not have")
        return str(declared["Default"])
