"""What is deployed, asserted on the template that `make package` writes (generated here without the archives)."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.package import template as package
from tests.architecture.source import ROOT

FUNCTIONS = {"APIHandler", "Tick", "Work", "Outbox", "MailEvents", "Stored", "Transcribed"}
POLLED = {"Work": "WorkSqsEventSource", "MailEvents": "MailEventsSqsEventSource", "Outbox": "OutboxDynamodbEventSource"}
# All that the stack may consist of; each is paid by use (an alarm: ten cents a month), none by the hour. A user pool's
# client with client credentials is billed by the month: tests/architecture/test_signin_template.py.
PAID_BY_USE = {
    "AWS::ApiGateway::GatewayResponse",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::Function",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::CloudWatch::Alarm",
    "AWS::Cognito::ManagedLoginBranding",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolDomain",
    "AWS::Cognito::UserPoolIdentityProvider",
    "AWS::Cognito::UserPoolResourceServer",
    "AWS::DynamoDB::Table",
    "AWS::Events::Rule",
    "AWS::IAM::Role",
    "AWS::Lambda::Permission",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
    "AWS::SES::ConfigurationSet",
    "AWS::SES::ConfigurationSetEventDestination",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
    "AWS::Serverless::Api",
    "AWS::Serverless::Function",
    "AWS::Serverless::LayerVersion",
}
Resource = dict[str, Any]


@pytest.fixture(scope="module")
def template() -> dict[str, Any]:
    return package.generate("dev")


@pytest.fixture(scope="module")
def resources(template: dict[str, Any]) -> dict[str, Resource]:
    found: dict[str, Resource] = template["Resources"]
    return found


def of_type(resources: dict[str, Resource], kind: str) -> Iterator[tuple[str, Resource]]:
    return ((name, resource["Properties"]) for name, resource in resources.items() if resource["Type"] == kind)


def statements(role: Resource) -> list[dict[str, Any]]:
    return [statement for policy in role["Policies"] for statement in policy["PolicyDocument"]["Statement"]]


def written(resource: Any) -> str:
    """A resource of a policy as text: what stands in its intrinsic function."""
    return json.dumps(resource)


def test_one_function_for_http_and_one_for_each_source_of_events(resources: dict[str, Resource]) -> None:
    assert {name for name, _ in of_type(resources, "AWS::Serverless::Function")} == FUNCTIONS


def test_each_function_has_a_role_and_a_policy_of_its_own(resources: dict[str, Resource]) -> None:
    roles = [properties["Role"]["Fn::GetAtt"][0] for _, properties in of_type(resources, "AWS::Serverless::Function")]
    assert len(set(roles)) == len(FUNCTIONS)
    for name in roles:
        assert len(resources[name]["Properties"]["Policies"]) == 1


# What may follow a `*`: the streams of a function's own log group, the company's files, the stack's transcriptions.
OPEN_ENDED = (
    ":log-stream:*",
    "/${Company}/*",
    "/${Company}/reflections/*",
    ":transcription-job/throughline-${Stage}-*",
)


def test_no_policy_has_a_wildcard_resource(resources: dict[str, Resource]) -> None:
    """But for StartTranscriptionJob, which knows no resources: it is held by where a transcription may be written."""
    for name, role in of_type(resources, "AWS::IAM::Role"):
        for statement in statements(role):
            assert statement["Effect"] == "Allow"
            assert all("*" not in action for action in statement["Action"]), name
            if statement["Action"] == ["transcribe:StartTranscriptionJob"]:
                assert statement["Condition"] == {
                    "StringEquals": {"transcribe:OutputBucketName": {"Ref": "MediaBucket"}}
                }
                continue
            for resource in statement["Resource"]:
                text = written(resource)
                for end in OPEN_ENDED:
                    text = text.replace(f'{end}"', '"')
                assert "*" not in text, f"{name}: {resource}"


def test_no_function_may_read_the_whole_table(resources: dict[str, Resource]) -> None:
    allowed = {
        action for _, role in of_type(resources, "AWS::IAM::Role") for s in statements(role) for action in s["Action"]
    }
    assert "dynamodb:Scan" not in allowed
    assert "dynamodb:DeleteTable" not in allowed


def test_only_the_outbox_and_its_sweep_send_mail(resources: dict[str, Resource]) -> None:
    senders = {
        name
        for name, role in of_type(resources, "AWS::IAM::Role")
        if any(action.startswith("ses:") for s in statements(role) for action in s["Action"])
    }
    assert senders == {"OutboxRole", "WorkRole"}


def test_the_table_is_on_demand_and_survives_mistakes(resources: dict[str, Resource]) -> None:
    table = resources["Table"]["Properties"]
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
    assert table["DeletionProtectionEnabled"] is True
    assert table["SSESpecification"]["SSEEnabled"] is True
    assert table["StreamSpecification"]["StreamViewType"] == "NEW_IMAGE"
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
    assert resources["Table"]["DeletionPolicy"] == "Retain"


def test_the_indexes_are_the_ones_that_the_code_asks(resources: dict[str, Resource]) -> None:
    from chalicelib.kernel.storage.table import INDEXES

    indexes = {index["IndexName"]: index for index in resources["Table"]["Properties"]["GlobalSecondaryIndexes"]}
    assert set(indexes) == set(INDEXES.values())
    for number, name in INDEXES.items():
        keys = [key["AttributeName"] for key in indexes[name]["KeySchema"]]
        assert keys == [f"pk{number}", f"sk{number}"]
        assert indexes[name]["Projection"] == {"ProjectionType": "ALL"}


def test_every_queue_is_encrypted_and_every_source_has_dead_letters(resources: dict[str, Resource]) -> None:
    for name, queue in of_type(resources, "AWS::SQS::Queue"):
        assert queue["SqsManagedSseEnabled"] is True, name
        assert "RedrivePolicy" in queue or name.endswith(("DeadLetters", "Failures")), name


@pytest.mark.parametrize(("function", "source"), POLLED.items())
def test_polled_functions_answer_for_parts_of_a_batch(
    resources: dict[str, Resource], function: str, source: str
) -> None:
    properties = resources[function]["Properties"]["Events"][source]["Properties"]
    assert properties["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_a_queue_hides_a_message_longer_than_its_function_may_take(resources: dict[str, Resource]) -> None:
    for function, queue in (("Work", "WorkQueue"), ("MailEvents", "MailEventsQueue")):
        timeout = resources[function]["Properties"]["Timeout"]
        assert resources[queue]["Properties"]["VisibilityTimeout"] >= 6 * timeout


def test_the_stream_is_split_on_failure_and_gives_up_into_a_queue(resources: dict[str, Resource]) -> None:
    stream = resources["Outbox"]["Properties"]["Events"]["OutboxDynamodbEventSource"]["Properties"]
    assert stream["BisectBatchOnFunctionError"] is True
    assert stream["Stream"] == {"Fn::GetAtt": ["Table", "StreamArn"]}
    assert stream["MaximumRetryAttempts"] > 0
    assert stream["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["OutboxFailures", "Arn"]}


def test_the_stream_lets_new_mails_through(resources: dict[str, Resource]) -> None:
    stream = resources["Outbox"]["Properties"]["Events"]["OutboxDynamodbEventSource"]["Properties"]
    (wanted,) = stream["FilterCriteria"]["Filters"]
    pattern = json.loads(wanted["Pattern"]["Fn::Sub"])
    assert pattern == {"eventName": ["INSERT"], "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "${Company}#M#"}]}}}}


def test_rules_have_dead_letters_and_say_how_often_they_try(resources: dict[str, Resource]) -> None:
    tick = resources["Tick"]["Properties"]["Events"]["TickEvent"]["Properties"]
    (mail,) = resources["MailEventsRule"]["Properties"]["Targets"]
    assert tick["Schedule"] == "rate(1 minute)"
    for target in (tick, mail):
        assert target["DeadLetterConfig"]["Arn"]
        assert {"MaximumRetryAttempts", "MaximumEventAgeInSeconds"} <= set(target["RetryPolicy"])


def test_a_tick_that_fails_is_kept(resources: dict[str, Resource]) -> None:
    config = resources["Tick"]["Properties"]["EventInvokeConfig"]
    assert config["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["TickFailures", "Arn"]}


def test_every_queue_of_failures_has_an_alarm(resources: dict[str, Resource]) -> None:
    watched = {
        dimension["Value"]["Fn::GetAtt"][0]
        for _, alarm in of_type(resources, "AWS::CloudWatch::Alarm")
        for dimension in alarm["Dimensions"]
        if dimension["Name"] == "QueueName"
    }
    failures = {name for name, _ in of_type(resources, "AWS::SQS::Queue") if name.endswith(("DeadLetters", "Failures"))}
    assert failures <= watched


def test_functions_are_traced_and_their_logs_end(resources: dict[str, Resource]) -> None:
    for name, function in of_type(resources, "AWS::Serverless::Function"):
        assert function["Tracing"] == "Active", name
        assert function["Timeout"] < 900, name
    groups = dict(of_type(resources, "AWS::Logs::LogGroup"))
    assert len(groups) == len(FUNCTIONS)
    assert all(group["RetentionInDays"] for group in groups.values())


def test_what_the_gateway_refuses_is_a_problem_document(resources: dict[str, Resource]) -> None:
    for name, response in resources["RestAPI"]["Properties"]["GatewayResponses"].items():
        body = response["ResponseTemplates"]["application/json"].replace("$context.error.messageString", '"said"')
        assert {"type", "title", "status", "code", "detail"} <= set(json.loads(body)), name
        assert response["ResponseParameters"]["Headers"]["Content-Type"] == "'application/problem+json'"


def test_the_gateway_throttles(resources: dict[str, Resource]) -> None:
    api = resources["RestAPI"]["Properties"]
    assert api["StageName"] == "api"
    (settings,) = api["MethodSettings"]
    assert settings["ThrottlingRateLimit"] > 0
    assert settings["ThrottlingBurstLimit"] > 0


def test_sign_in_is_a_code_flow_without_a_secret(resources: dict[str, Resource]) -> None:
    client = resources["WebClient"]["Properties"]
    assert client["AllowedOAuthFlows"] == ["code"]
    assert client["GenerateSecret"] is False
    scopes = {scope["ScopeName"] for scope in resources["MachineScopes"]["Properties"]["Scopes"]}
    assert scopes == {"people:write", "cycles:write", "cycles:read"}


def test_nothing_is_billed_by_the_hour(resources: dict[str, Resource]) -> None:
    assert {resource["Type"] for resource in resources.values()} <= PAID_BY_USE
    for _, function in of_type(resources, "AWS::Serverless::Function"):
        assert "VpcConfig" not in function
        assert "ProvisionedConcurrencyConfig" not in function
    assert "CacheClusterEnabled" not in resources["RestAPI"]["Properties"]


def test_what_the_settings_read_is_what_the_template_sets(template: dict[str, Any]) -> None:
    source = (ROOT / "chalicelib" / "kernel" / "settings.py").read_text()
    read = set(re.findall(r"THROUGHLINE_[A-Z_]+", source)) - {"THROUGHLINE_"}
    assert read <= set(template["Globals"]["Function"]["Environment"]["Variables"])


def test_what_the_template_says_cfn_lint_accepts(template: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "sam.yaml"
    package.write(path, template)
    linter = Path(sys.executable).parent / "cfn-lint"
    run = subprocess.run([linter, path], capture_output=True, text=True, env=dict(os.environ), check=False)
    assert run.returncode == 0, run.stdout


def test_the_written_template_has_no_aliases(template: dict[str, Any], tmp_path: Path) -> None:
    """CloudFormation does not take YAML's aliases."""
    path = tmp_path / "sam.yaml"
    package.write(path, template)
    assert not re.search(r": [&*]id\d+", path.read_text())


def test_the_client_is_served_without_inline_scripts_and_as_the_local_run_serves_it(
    resources: dict[str, Resource],
) -> None:
    from infra.local.site import CSP

    headers = resources["WebHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    policy = headers["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    assert re.sub(r" (https://[^ ;]+|\${SignInOrigin})", "", policy) == re.sub(r" {\w+}", "", CSP)
    assert "script-src 'self';" in policy


def test_nobody_reads_the_clients_files_but_through_the_distribution(resources: dict[str, Resource]) -> None:
    assert all(resources["WebBucket"]["Properties"]["PublicAccessBlockConfiguration"].values())
    allowed, denied = resources["WebBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    assert "AWS:SourceArn" in allowed["Condition"]["StringEquals"]
    assert denied["Effect"] == "Deny"
