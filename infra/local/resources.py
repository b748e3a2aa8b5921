"""Creates what `infra/resources.yaml` declares: the table in its engine, the rest by ministack's CloudFormation."""

import json
from typing import Any

from botocore.exceptions import ClientError
from pynamodb.connection import Connection

from chalicelib.kernel.storage import model
from infra.local.clients import Clients
from infra.local.ministack import CREDENTIALS, REGION
from infra.local.progress import say
from infra.local.template import Template

STACK = "throughline-local"
# The part of the template that ministack stands in for. Sign-in is our own issuer (the pool keeps accounts, and no one
# signs in there), functions are called by the worker
# (so no one needs leave to send to a queue), and alarms have no one to wake.
_BY_CLOUDFORMATION = (
    "AWS::SQS::Queue",
    "AWS::SES::ConfigurationSet",
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
    "AWS::Cognito::UserPool",
)
# What only CloudFront reads, as the run serves the client's files itself; and a policy that insists on TLS, which is
# not spoken here. ministack ends links by itself.
_NOT_HERE = frozenset({"WebBucket", "WebBucketPolicy", "MediaBucketPolicy"})


class CannotUpdate(Exception):
    """The data directory holds a table that cannot become what the template now says."""


def create(template: Template, clients: Clients) -> None:
    """Bring everything to what the template says, whatever is there already; fills `template.made`."""
    made_by_cloudformation(template, clients)
    for name in template.of_type("AWS::DynamoDB::Table"):
        template.made[name] = table(template.properties(name), clients.dynamodb)
    identity = template.parameters["MailIdentity"]
    try:
        clients.ses.create_email_identity(EmailIdentity=identity)
    except clients.ses.exceptions.AlreadyExistsException:
        say(f"the sender's domain {identity} is known")


def made_by_cloudformation(template: Template, clients: Clients) -> None:
    """Everything but the table and the sender."""
    _stack(template, clients.cloudformation)
    for described in _paged(clients.cloudformation):
        physical = described["PhysicalResourceId"]
        template.made[described["LogicalResourceId"]] = {"Ref": physical}
    for name in template.of_type("AWS::SQS::Queue"):
        _know_queue(template.made[name], clients.sqs)


def table(properties: dict[str, Any], dynamodb: Any) -> dict[str, str]:
    """Create the table of the product's own model, or extend it; answers its {"Ref", "Arn", "StreamArn"}."""
    name = properties["TableName"]
    try:
        described = dynamodb.describe_table(TableName=name)["Table"]
        _extend(described, properties, dynamodb)
    except dynamodb.exceptions.ResourceNotFoundException:
        model.over(_connection(dynamodb), name).create_table()
    _expire(name, properties.get("TimeToLiveSpecification"), dynamodb)
    described = dynamodb.describe_table(TableName=name)["Table"]
    return {"Ref": name, "Arn": described["TableArn"], "StreamArn": described["LatestStreamArn"]}


def _connection(dynamodb: Any) -> Connection:
    """PynamoDB's way to where `dynamodb` goes."""
    return Connection(
        region=REGION,
        host=dynamodb.meta.endpoint_url,
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
    )


def _extend(described: dict[str, Any], properties: dict[str, Any], dynamodb: Any) -> None:
    """Add the indexes that are new; any other difference is for a person to decide."""
    there = {index["IndexName"]: index["KeySchema"] for index in described.get("GlobalSecondaryIndexes", ())}
    wanted = {index["IndexName"]: index for index in properties.get("GlobalSecondaryIndexes", ())}
    changed = [name for name, keys in there.items() if name not in wanted or wanted[name]["KeySchema"] != keys]
    if changed or described["KeySchema"] != properties["KeySchema"]:
        raise CannotUpdate(
            f"table {described['TableName']}: its keys or {', '.join(changed) or 'indexes'} changed in the template, "
            "which needs a new table. Remove the data directory (or choose another with DATA_DIR) and start again."
        )
    for name in wanted.keys() - there.keys():
        say(f"adding index {name} to the table")
        dynamodb.update_table(
            TableName=described["TableName"],
            AttributeDefinitions=properties["AttributeDefinitions"],
            GlobalSecondaryIndexUpdates=[{"Create": wanted[name]}],
        )


def _expire(name: str, wanted: dict[str, Any] | None, dynamodb: Any) -> None:
    now = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    if wanted and now.get("AttributeName") != wanted["AttributeName"]:
        dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=wanted)


def _stack(template: Template, cloudformation: Any) -> None:
    """Deploy our part of the template; the same once more changes nothing."""
    made = template.of_type(*_BY_CLOUDFORMATION)
    ours = {name: resource for name, resource in made.items() if name not in _NOT_HERE}
    body = {"Resources": {name: _plain(resource, ours.keys(), template) for name, resource in ours.items()}}
    request = {"StackName": STACK, "TemplateBody": json.dumps(body)}
    try:
        stack = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
    except ClientError:
        stack = None
    try:
        if stack is None:
            cloudformation.create_stack(**request)
        elif _deployed(cloudformation) != body:
            cloudformation.update_stack(**request)
    except ClientError as error:
        if "No updates" not in str(error):
            raise
    waiter = cloudformation.get_waiter("stack_create_complete" if stack is None else "stack_update_complete")
    if stack is None or stack["StackStatus"].endswith("IN_PROGRESS"):
        waiter.wait(StackName=STACK, WaiterConfig={"Delay": 0.1, "MaxAttempts": 200})


def _plain(resource: dict[str, Any], kept: Any, template: Template) -> dict[str, Any]:
    """A resource as the stack gets it: parameters filled in, references to its other resources left to the stack."""

    def walk(value: Any) -> Any:
        if isinstance(value, list):
            return [walk(part) for part in value]
        if not isinstance(value, dict):
            return value
        target = value.get("Ref") or (value.get("Fn::GetAtt") or [None])[0]
        if len(value) == 1 and target in kept:
            return value
        if len(value) == 1 and next(iter(value)) in {"Ref", "Fn::Sub", "Fn::If"}:
            return template.resolve(value)
        return {name: walk(part) for name, part in value.items()}

    return {"Type": resource["Type"], "Properties": walk(resource.get("Properties", {}))}


def _deployed(cloudformation: Any) -> Any:
    body = cloudformation.get_template(StackName=STACK)["TemplateBody"]
    return json.loads(body) if isinstance(body, str) else body


def _paged(cloudformation: Any) -> list[dict[str, Any]]:
    answer = cloudformation.describe_stack_resources(StackName=STACK)
    found: list[dict[str, Any]] = answer["StackResources"]
    return found


def _know_queue(made: dict[str, str], sqs: Any) -> None:
    """Ports change from run to run, so the queue's address is asked for again."""
    name = made["Ref"].rsplit("/", 1)[-1]
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"].replace("//localhost:", "//127.0.0.1:")
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    made |= {"Ref": url, "Arn": arn, "QueueName": name}
