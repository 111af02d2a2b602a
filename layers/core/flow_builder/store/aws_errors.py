"""What goes wrong with any AWS service, by our names: busy, unreachable, not allowed."""

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
)
from botocore.exceptions import ConnectionError as LinkError

from flow_builder.errors import StorageError

BUSY = frozenset(
    {
        "InternalError",
        "InternalFailure",
        "InternalServerError",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestTimeout",
        "ServiceUnavailable",
        "SlowDown",
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
        "403",
        "AccessDenied",
        "AccessDeniedException",
        "ExpiredToken",
        "ExpiredTokenException",
        "IncompleteSignatureException",
        "InvalidAccessKeyId",
        "InvalidSignatureException",
        "MissingAuthenticationTokenException",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)
_SERVER_FAULT = 500


def error_code(error: ClientError) -> str:
    """Returns the AWS code of an answer such as `AccessDenied`."""
    return str(error.response.get("Error", {}).get("Code", ""))


def answered(error: ClientError, subject: str) -> StorageError | None:
    """Returns our error for an answer any service may give about `subject`, None for what the service must name."""
    code = error_code(error)
    if code in BUSY or error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) >= _SERVER_FAULT:
        return busy(subject, code)
    if code in _DENIED:
        return _denied(subject, str(error))
    return None


def unanswered(error: Exception, subject: str) -> StorageError:
    """Returns our error for a call about `subject` that got no answer."""
    if isinstance(error, NoCredentialsError | PartialCredentialsError):
        return _denied(subject, str(error))
    if isinstance(error, LinkError | HTTPClientError):
        return StorageError(
            f"AWS cannot be reached for {subject}: {error}.",
            code="store.unreachable",
            hint="Check the network, the region and the endpoint.",
            details={"subject": subject, "retryable": True},
        )
    return StorageError(f"AWS cannot be used for {subject}: {error}.", details={"subject": subject})


def busy(subject: str, code: str) -> StorageError:
    """Returns the error for a service that is over its limits or has a fault; trying again may help."""
    return StorageError(
        f"AWS is too busy for {subject} ({code}).",
        code="store.busy",
        hint="Try again.",
        details={"subject": subject, "retryable": True},
    )


def _denied(subject: str, text: str) -> StorageError:
    return StorageError(
        f"{subject[:1].upper()}{subject[1:]} may not be used: {text}.",
        code="store.denied",
        hint="Check the role's policy and its credentials.",
        details={"subject": subject},
    )


FOREIGN = (BotoCoreError, ClientError)
"""What AWS clients raise."""
