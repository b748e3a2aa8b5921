"""The media bucket as it is deployed: who reaches it, how long it keeps what, who hears of what is stored."""

import pytest

from infra.package import template as package
from tests.architecture.test_template import Resource, of_type, statements, written

RULED = {"Stored": "StoredEvent", "Transcribed": "TranscribedEvent"}


@pytest.fixture(scope="module")
def resources() -> dict[str, Resource]:
    found: dict[str, Resource] = package.generate("dev")["Resources"]
    return found


def _may(resources: dict[str, Resource], action: str) -> set[str]:
    """The roles that allow `action`."""
    return {
        name
        for name, role in of_type(resources, "AWS::IAM::Role")
        if any(action in statement["Action"] for statement in statements(role))
    }


def test_only_who_deletes_and_refuses_files_may_remove_them(resources: dict[str, Resource]) -> None:
    assert _may(resources, "s3:DeleteObjectVersion") == {"WorkRole", "StoredRole"}
    assert _may(resources, "s3:DeleteObject") == {"WorkRole", "StoredRole"}


def test_who_looks_for_a_file_may_hear_that_there_is_none(resources: dict[str, Resource]) -> None:
    """S3 answers 403 instead of 404 to anyone who may not list the bucket."""
    assert _may(resources, "s3:GetObject") == _may(resources, "s3:ListBucket")
    assert _may(resources, "s3:GetObject") == _may(resources, "s3:GetObjectVersion")


def test_whoever_looks_at_what_arrived_may_make_a_better_copy(resources: dict[str, Resource]) -> None:
    """Without its end, or without a place."""
    looking = {"StoredRole", "WorkRole"}
    for action in ("s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"):
        assert looking <= _may(resources, action)


def test_whoever_starts_a_transcription_may_read_the_video_and_write_the_captions(
    resources: dict[str, Resource],
) -> None:
    """Transcribe reads and writes with the rights of its caller."""
    starting = _may(resources, "transcribe:StartTranscriptionJob")
    assert starting == {"StoredRole", "WorkRole"}
    assert starting <= _may(resources, "s3:GetObject") & _may(resources, "s3:PutObject")


def test_nobody_has_a_byte_of_the_media_bucket_but_by_a_link(resources: dict[str, Resource]) -> None:
    bucket = resources["MediaBucket"]["Properties"]
    blocked = bucket["PublicAccessBlockConfiguration"]
    assert set(blocked) == {"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"}
    assert all(value is True for value in blocked.values())
    assert bucket["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert resources["MediaBucket"]["DeletionPolicy"] == "Retain"


def test_the_media_bucket_speaks_tls_only_and_ends_links_itself(resources: dict[str, Resource]) -> None:
    policy = resources["MediaBucketPolicy"]["Properties"]
    assert policy["Bucket"] == {"Ref": "MediaBucket"}
    stated = {one["Sid"]: one for one in policy["PolicyDocument"]["Statement"]}
    assert all(one["Effect"] == "Deny" and one["Principal"] == "*" for one in stated.values())
    assert stated["OnlyEncrypted"]["Action"] == "s3:*"
    assert stated["OnlyEncrypted"]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    limits = {
        name: stated[name]["Condition"]["NumericGreaterThan"]["s3:signatureAge"]
        for name in ("LinksToWatchEnd", "LinksToSendEnd")
    }
    assert limits == {"LinksToWatchEnd": "300000", "LinksToSendEnd": "900000"}
    assert all(
        one["Condition"].get("StringEquals") == {"s3:authType": "REST-QUERY-STRING"}
        for name, one in stated.items()
        if name in limits
    )


def test_browsers_reach_the_media_bucket_from_the_clients_origin_only(resources: dict[str, Resource]) -> None:
    (rule,) = resources["MediaBucket"]["Properties"]["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedOrigins"] == [{"Ref": "BaseUrl"}]
    assert set(rule["AllowedMethods"]) == {"GET", "HEAD", "PUT", "POST"}
    assert "ETag" in rule["ExposedHeaders"]
    assert "*" not in rule["AllowedHeaders"]


def test_the_media_bucket_forgets_what_the_product_forgets(resources: dict[str, Resource]) -> None:
    rules = {rule["Id"]: rule for rule in resources["MediaBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]}
    assert rules["old-versions"]["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}
    assert rules["old-versions"]["ExpiredObjectDeleteMarker"] is True
    assert rules["abandoned-uploads"]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 2}
    (cheaper,) = rules["cheaper"]["Transitions"]
    assert cheaper["StorageClass"] == "INTELLIGENT_TIERING"
    assert rules["retention"]["Status"] == {"Ref": "MediaExpiration"}
    assert rules["retention"]["ExpirationInDays"] == {"Ref": "MediaRetentionDays"}
    assert all(rule["Status"] == "Enabled" for name, rule in rules.items() if name != "retention")


def test_files_and_transcriptions_are_told_of_by_the_stacks_own_only(resources: dict[str, Resource]) -> None:
    notified = resources["MediaBucket"]["Properties"]["NotificationConfiguration"]
    assert notified == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}
    stored, transcribed = (
        resources[function]["Properties"]["Events"][event]["Properties"]["Pattern"]["detail"]
        for function, event in RULED.items()
    )
    assert stored["bucket"]["name"] == [{"Ref": "MediaBucket"}]
    assert stored["object"]["key"] == [{"prefix": {"Fn::Sub": "${Company}/"}}]
    assert stored["reason"] == [{"anything-but": ["PutObject", "CopyObject"]}], "what Transcribe writes is no news"
    assert transcribed["TranscriptionJobName"] == [{"prefix": {"Fn::Sub": "throughline-${Stage}-"}}]
    assert transcribed["TranscriptionJobStatus"] == ["COMPLETED", "FAILED"]


@pytest.mark.parametrize(("function", "source"), RULED.items())
def test_an_event_that_is_not_delivered_or_not_handled_is_kept(
    resources: dict[str, Resource], function: str, source: str
) -> None:
    properties = resources[function]["Properties"]
    dead = {"Fn::GetAtt": ["MediaFailures", "Arn"]}
    rule = properties["Events"][source]
    assert rule["Type"] == "EventBridgeRule"
    assert rule["Properties"]["DeadLetterConfig"] == {"Arn": dead}
    assert {"MaximumRetryAttempts", "MaximumEventAgeInSeconds"} <= set(rule["Properties"]["RetryPolicy"])
    assert properties["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]["Destination"] == dead
    sources = resources["QueueForMediaRules"]["Properties"]["PolicyDocument"]["Statement"][0]["Condition"]
    assert written(rule["Properties"]["RuleName"]["Fn::Sub"])[1:-1] in written(sources)


def test_the_client_may_record_and_reach_the_media_bucket_and_nobody_else_may(
    resources: dict[str, Resource],
) -> None:
    from infra.local.site import CSP, PERMISSIONS

    headers = resources["WebHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    (permissions,) = headers["CustomHeadersConfig"]["Items"]
    assert (permissions["Header"], permissions["Value"]) == ("Permissions-Policy", PERMISSIONS)
    policy = headers["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    deployed = _reaching(policy, "https://${MediaBucket.RegionalDomainName}")
    assert deployed == _reaching(CSP, "{media_url}") == {"img-src", "media-src", "connect-src"}


def _reaching(policy: str, origin: str) -> set[str]:
    """The directives of a content security policy that allow `origin`."""
    return {stated.split()[0] for stated in policy.split(";") if origin in stated.split()}
