"""Errors of DynamoDB by our names."""

from typing import Any

from botocore.exceptions import ClientError
from pynamodb.exceptions import PynamoDBException, TableDoesNotExist

from flow_builder.errors import FlowBuilderError, InvalidInput, LimitExceeded, StorageError
from flow_builder.store import aws_errors

FOREIGN = (PynamoDBException, *aws_errors.FOREIGN)
"""What PynamoDB and botocore raise."""


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
    return aws_errors.error_code(found) if found else ""


def reasons(error: BaseException) -> list[dict[str, Any]]:
    """Returns why a transaction was cancelled, one entry (`Code`, perhaps `Item`) per operation."""
    found = client_error(error)
    return [dict(reason) for reason in found.response.get("CancellationReasons", [])] if found else []


def storage_error(error: Exception, table: str) -> FlowBuilderError:
    """Returns our error for one of DynamoDB; conditions are the caller's business."""
    subject = f"the table {table}"
    if isinstance(error, TableDoesNotExist) or code_of(error) == "ResourceNotFoundException":
        return StorageError(
            f"There is no table {table}.",
            code="store.no_table",
            hint="Deploy the stack first; check the table's name and region.",
            details={"table": table},
        )
    found = client_error(error)
    if found is None:
        cause = error.cause if isinstance(error, PynamoDBException) and error.cause else error
        return aws_errors.unanswered(cause, subject)
    if any(reason.get("Code") in aws_errors.BUSY for reason in reasons(error)):
        return aws_errors.busy(subject, aws_errors.error_code(found))
    return aws_errors.answered(found, subject) or _refused(found, table)


def _refused(error: ClientError, table: str) -> FlowBuilderError:
    code = aws_errors.error_code(error)
    texts = [str(error.response.get("Error", {}).get("Message", ""))]
    texts += [str(reason.get("Message", "")) for reason in reasons(error)]
    text = " ".join(filter(None, texts))
    if code == "ItemCollectionSizeLimitExceededException" or "size" in text.lower():
        return LimitExceeded(f"An item is too large to be stored: {text}", code="store.too_large")
    if "incorrect data type" in text or "type mismatch" in text.lower():
        return InvalidInput(f"A field that is added to does not hold a number: {text}", code="store.not_a_number")
    if code == "ValidationException":
        return InvalidInput(f"DynamoDB refused a call: {text}", code="store.rejected")
    return StorageError(f"The table {table} cannot be used: {code}: {text}", details={"table": table})
