"""`python -m infra.package.publish STACK`: the built client into the stack's bucket, with its settings.

Files with a digest in their name come first and are kept forever; the page, which names them, comes last.
"""

import json
import mimetypes
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "web" / "dist"
KEPT = "public, max-age=31536000, immutable"
ASKED_FOR_EACH_TIME = "no-cache"
NOT_SERVED = {"manifest.json"}


def main(stack: str) -> None:
    """Upload, then let CloudFront forget what it keeps of the page."""
    import boto3

    outputs = outputs_of(boto3.client("cloudformation"), stack)
    region = boto3.session.Session().region_name or ""
    put(boto3.client("s3"), outputs, settings(outputs, region, os.environ))
    paths = {"Quantity": 2, "Items": ["/index.html", "/config.json"]}
    boto3.client("cloudfront").create_invalidation(
        DistributionId=outputs["WebDistributionId"],
        InvalidationBatch={"Paths": paths, "CallerReference": str((DIST / "index.html").stat().st_mtime_ns)},
    )


def outputs_of(cloudformation: Any, stack: str) -> dict[str, str]:
    """What the stack says of itself."""
    (found,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}


def settings(outputs: Mapping[str, str], region: str, env: Mapping[str, str]) -> dict[str, str]:
    """`config.json`: where to sign in. Providers put the address into the id token, which the API takes, too.

    `SIGN_IN_ISSUER` and `SIGN_IN_CLIENT_ID` name another place than the stack's own pool.
    """
    other, client = env.get("SIGN_IN_ISSUER", ""), env.get("SIGN_IN_CLIENT_ID", "")
    if bool(other) != bool(client):
        raise SystemExit("SIGN_IN_ISSUER and SIGN_IN_CLIENT_ID belong together")
    found = {
        "issuer": other.removesuffix("/") or f"https://cognito-idp.{region}.amazonaws.com/{outputs['UserPoolId']}",
        "client_id": client or outputs["WebClientId"],
        "scopes": "openid email profile offline_access" if other else "openid email profile",
        "bearer": "id_token",
    }
    # The least that there is, only so that the pool says in the token how someone signed in (acr, amr).
    return found if other else found | {"acr_values": "urn:cognito:loa:1"}


def put(s3: Any, outputs: Mapping[str, str], config: Mapping[str, str], dist: Path = DIST) -> None:
    """The files, in the order in which a visitor may meet them."""
    bucket = outputs["WebBucketName"]
    for name in in_order(dist):
        s3.put_object(
            Bucket=bucket,
            Key=name,
            Body=(dist / name).read_bytes(),
            ContentType=mimetypes.guess_type(name)[0] or "application/octet-stream",
            CacheControl=KEPT if name.startswith("assets/") else ASKED_FOR_EACH_TIME,
        )
    s3.put_object(
        Bucket=bucket,
        Key="config.json",
        Body=json.dumps(config).encode(),
        ContentType="application/json",
        CacheControl=ASKED_FOR_EACH_TIME,
    )


def in_order(dist: Path) -> Iterator[str]:
    """Names of the files to serve: what others name first, the page last."""
    names = [file.relative_to(dist).as_posix() for file in dist.rglob("*") if file.is_file()]
    yield from sorted(set(names) - NOT_SERVED, key=_place)


def _place(name: str) -> tuple[bool, bool, str]:
    return name == "index.html", not name.startswith("assets/"), name


if __name__ == "__main__":
    main(sys.argv[1])
