"""Errors of DynamoDB by our names."""

from typing import Any

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
)
from botocore.exceptions import (
    ConnectionError as LinkError,
)
from pynamodb.exceptions import PynamoDBException, TableDoesNotExist

from flow_builder.errors import FlowBuilderError, InvalidInput, LimitExceeded, StorageError

BUSY = frozenset(
    {
        "InternalServerError",
        "InternalFailure",
        "LimitExceededException",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingError",
        "ThrottlingException",
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)
"""Codes after which the same call may succeed."""
_DENIED = frozenset(
    {
        "AccessDeniedException",
        "ExpiredTokenException",
        "IncompleteSignatureException",
        "InvalidSignatureException",
        "MissingAuthenticationTokenException",
        "UnrecognizedClientException",
    }
)
_SERVER_FAULT = 500


def client_error(error: BaseException | None) -> ClientError | None:
    """Returns the AWS error behind one of PynamoDB, with its whole response; None for other kinds.

    PynamoDB wraps it up to twice and keeps only parts of the response; the last in the chain is botocore's own.
    """
    found: ClientError | None = None
    while error is not None:
        if isinstance(error, ClientError):
            found = error
        error = error.__cause__ or getattr(error, "cause", None)
    return found


def code_of(error: BaseException) -> str:
    """Returns the AWS code of an error such as `ConditionalCheckFailedException`, empty when it has none."""
    found = client_error(error)
    return str(found.response.get("Error", {}).get("Code", "")) if found else ""


def reasons(error: BaseException) -> list[dict[str, Any]]:
    """Returns why a transaction was cancelled, one entry (`Code`, perhaps `Item`) per operation."""
    found = client_error(error)
    return [dict(reason) for reason in found.response.get("CancellationReasons", [])] if found else []


def storage_error(error: Exception, table: str) -> FlowBuilderError:
    """Returns our error for one of DynamoDB; conditions are the caller's business."""
    if isinstance(error, TableDoesNotExist) or code_of(error) == "ResourceNotFoundException":
        return StorageError(
            f"The table {table} does not exist.",
            code="store.no_table",
            hint="Deploy the stack first; check the table's name and region.",
            details={"table": table},
        )
    found = client_error(error)
    if found is not None:
        return _answered(found, table)
    if isinstance(error, NoCredentialsError | PartialCredentialsError):
        return _denied(table, str(error))
    if isinstance(error, LinkError | HTTPClientError):
        return _busy(table, "store.unreachable", f"DynamoDB cannot be reached: {error}.")
    assert isinstance(error, BotoCoreError | PynamoDBException)
    return StorageError(f"The table {table} cannot be used: {error}.", details={"table": table})


def _answered(error: ClientError, table: str) -> FlowBuilderError:
    code = str(error.response.get("Error", {}).get("Code", ""))
    text = str(error.response.get("Error", {}).get("Message", ""))
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in BUSY or status >= _SERVER_FAULT or any(reason.get("Code") in BUSY for reason in reasons(error)):
        return _busy(table, "store.busy", f"DynamoDB is too busy for the table {table} ({code}).")
    if code in _DENIED:
        return _denied(table, text)
    if code == "ItemCollectionSizeLimitExceededException" or "size" in text.lower():
        return LimitExceeded(f"An item is too large to be stored: {text}.", code="store.too_large")
    if "incorrect data type" in text or "operand type" in text or "type mismatch" in text.lower():
        return InvalidInput(f"A field that is added to does not hold a number: {text}.", code="store.not_a_number")
    if code == "ValidationException":
        return InvalidInput(f"DynamoDB refused a call: {text}", code="store.rejected")
    return StorageError(f"The table {table} cannot be used: {code}: {text}", details={"table": table})


def _busy(table: str, code: str, message: str) -> StorageError:
    return StorageError(message, code=code, hint="Try again.", details={"table": table, "retryable": True})


def _denied(table: str, text: str) -> StorageError:
    return StorageError(
        f"The table {table} may not be used: {text}.",
        code="store.denied",
        hint="Check the role's policy and its credentials.",
        details={"table": table},
    )
