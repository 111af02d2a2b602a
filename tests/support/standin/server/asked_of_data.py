"""What calls of services that keep data ask for: DynamoDB, S3, KMS, Secrets Manager."""

from typing import Any

from asks import Ask, Request, Unknown, arn
from ministack.core import iam_actions
from ministack.core.responses import get_account_id, get_region
from ministack.services import s3 as buckets
from ministack.services import secretsmanager

Json = dict[str, Any]

_OF_ITEMS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "Get": "GetItem"}
_ITEMS = {"GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "DescribeTable"}


def dynamodb(operation: str, data: Json) -> list[Ask]:
    def ask(action: str, name: str, index: str | None = None) -> Ask:
        return Ask(f"dynamodb:{action}", arn("dynamodb", f"table/{name}{f'/index/{index}' if index else ''}"))

    match operation:
        case "TransactWriteItems" | "TransactGetItems":
            # They are no actions: each item is asked for by itself.
            parts = [(kind, each[kind]["TableName"]) for each in data["TransactItems"] for kind in each]
            asks = [ask(_OF_ITEMS.get(kind, f"{kind}Item"), name) for kind, name in dict.fromkeys(parts)]
        case "BatchGetItem" | "BatchWriteItem":
            asks = [ask(operation, name) for name in data["RequestItems"]]
        case _ if operation in _ITEMS:
            asks = [ask(operation, data["TableName"], data.get("IndexName"))]
        case _:
            raise Unknown(f"dynamodb:{operation}")
    return asks


_S3_ACTIONS = {
    "GetObject",
    "PutObject",
    "DeleteObject",
    "ListBucket",
    "AbortMultipartUpload",
    "ListMultipartUploadParts",
}


def s3(request: Request) -> list[Ask]:
    given = (request.method, request.path, request.headers, request.body, request.query)
    action = iam_actions._s3_action(request.method, request.path, request.query)
    if action not in _S3_ACTIONS or "versionId" in request.query:
        raise Unknown(f"s3: {request.method} {request.path} ({action})")
    resource = iam_actions.extract_resource_arn("s3", *given, get_region(), get_account_id())
    keys = iam_actions.s3_service_context(f"s3:{action}", request.query, request.path, request.headers)
    more = [Ask(*each) for each in iam_actions.s3_additional_checks(*given)]
    return [Ask(f"s3:{action}", resource, keys), *more, *_sealed(action, request)]


def _sealed(action: str, request: Request) -> list[Ask]:
    """Returns what a bucket that is encrypted with a key asks of who reads and writes in it."""
    bucket = request.path.strip("/").partition("/")[0]
    key = buckets._bucket_default_sse_headers(bucket).get("x-amz-server-side-encryption-aws-kms-key-id")
    if key is None or action not in ("GetObject", "PutObject"):
        return []
    in_parts = "uploads" in request.query or "uploadId" in request.query
    asked = ["Decrypt"] * (action == "GetObject" or in_parts) + ["GenerateDataKey"] * (action == "PutObject")
    return [Ask(f"kms:{each}", key if key.startswith("arn:") else arn("kms", f"key/{key}")) for each in asked]


_KMS = {"Encrypt", "Decrypt", "GenerateDataKey", "GenerateMac", "VerifyMac", "DescribeKey"}


def kms(operation: str, data: Json) -> list[Ask]:
    if operation not in _KMS or "KeyId" not in data or data["KeyId"].startswith("alias/"):
        raise Unknown(f"kms:{operation}")
    key = data["KeyId"]
    given = {f"kms:encryptioncontext:{name.lower()}": each for name, each in data.get("EncryptionContext", {}).items()}
    return [Ask(f"kms:{operation}", key if key.startswith("arn:") else arn("kms", f"key/{key}"), given)]


_SECRETS = {"CreateSecret", "DescribeSecret", "GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage"}


def secrets(operation: str, data: Json) -> list[Ask]:
    if operation not in _SECRETS:
        raise Unknown(f"secretsmanager:{operation}")
    name = data.get("SecretId") or data["Name"]
    _, secret = secretsmanager._resolve(name)
    return [Ask(f"secretsmanager:{operation}", secret["ARN"] if secret else arn("secretsmanager", f"secret:{name}"))]
