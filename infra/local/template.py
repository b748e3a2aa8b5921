"""`infra/resources.yaml` as the local cloud reads it: parameters filled in, references resolved."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from infra.local.ministack import ACCOUNT, REGION

PSEUDO = {"AWS::Partition": "aws", "AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "AWS::StackName": "throughline"}
FILE = Path(__file__).resolve().parents[1] / "resources.yaml"


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
        """`value` with every Ref, Fn::GetAtt and Fn::Sub replaced."""
        if isinstance(value, list):
            return [self.resolve(part) for part in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            [(function, argument)] = value.items()
            if function == "Ref":
                return self._named(argument)
            if function == "Fn::GetAtt":
                return self.made[argument[0]][argument[1]]
            if function == "Fn::Sub":
                return re.sub(r"\$\{([^}]+)\}", lambda found: self._substituted(found[1]), argument)
        return {name: self.resolve(part) for name, part in value.items()}

    def _substituted(self, name: str) -> str:
        resource, _, attribute = name.partition(".")
        return self.made[resource][attribute] if attribute else self._named(name)

    def _named(self, name: str) -> str:
        given = PSEUDO | dict(self.parameters)
        if name in given:
            return given[name]
        if name in self.made:
            return self.made[name]["Ref"]
        declared = self.document.get("Parameters", {}).get(name)
        if declared is None or "Default" not in declared:
            raise KeyError(f"{self.file.name} refers to {name}, which the local cloud does not have")
        return str(declared["Default"])
