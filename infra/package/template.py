"""The template of the stack: what Chalice generates with `infra/resources.yaml` laid over it, and our finish."""

import os
import sys
from pathlib import Path
from typing import Any, cast

import yaml

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "infra" / "resources.yaml"

Template = dict[str, Any]


class _Plain(yaml.SafeDumper):
    """CloudFormation does not take YAML's aliases, so a block that is said once is written out each time."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


def generate(stage: str) -> Template:
    """What `make package` writes, made in memory and without building any archive; for tests."""
    from chalice.cli.factory import CLIFactory
    from chalice.deploy.appgraph import ApplicationGraphBuilder, DependencyBuilder
    from chalice.package import ResourceBuilder, SAMTemplateGenerator, TemplateDeepMerger

    config = CLIFactory(str(ROOT), environ=dict(os.environ)).create_config_obj(stage)
    builder = ResourceBuilder(ApplicationGraphBuilder(), DependencyBuilder(), _build_stage())
    generator = SAMTemplateGenerator(config, cast(Any, _Names()))
    generated = generator.generate(builder.construct_resources(config, stage))
    return finish(TemplateDeepMerger().merge(resources(), generated), stage)


def _build_stage() -> Any:
    """Chalice's steps from the app to its resources, but for the one that builds the archives."""
    from chalice.deploy import deployer, swagger
    from chalice.policy import AppPolicyGenerator
    from chalice.utils import OSUtils

    files = OSUtils()
    policies = deployer.PolicyGenerator(policy_gen=AppPolicyGenerator(osutils=files), osutils=files)
    api = deployer.SwaggerBuilder(swagger_generator=swagger.CFNSwaggerGenerator())
    return deployer.BuildStage([deployer.InjectDefaults(), cast(Any, _NoArchives()), policies, api])


def resources() -> Template:
    """`infra/resources.yaml`, read."""
    loaded: Template = yaml.safe_load(RESOURCES.read_text())
    return loaded


def finish(template: Template, stage: str) -> Template:
    """`template` with the stage's name as the default of its parameter."""
    template["Parameters"]["Stage"]["Default"] = stage
    return template


def rewrite(path: Path, stage: str) -> None:
    """Finish the template that `chalice package` wrote at `path`."""
    write(path, finish(yaml.safe_load(path.read_text()), stage))


def write(path: Path, template: Template) -> None:
    """Write `template` as the YAML that CloudFormation takes."""
    path.write_text(yaml.dump(template, Dumper=_Plain, sort_keys=False, width=120))


class _Names:
    """In place of AWS's client, of which the generator only asks the names of services as principals."""

    def service_principal(self, service: str) -> str:
        return f"{service}.amazonaws.com"


class _NoArchives:
    """In place of the step that builds the archives: names them only."""

    def handle(self, config: object, resource: Any) -> None:  # noqa: ARG002 - Chalice's signature
        if type(resource).__name__ == "LambdaLayer":
            resource.deployment_package.filename = "./layer-deployment.zip"
            resource.is_empty = False
        if type(resource).__name__ == "LambdaFunction":
            resource.deployment_package.filename = "./deployment.zip"


if __name__ == "__main__":
    write(Path(sys.argv[1]), generate("dev"))
