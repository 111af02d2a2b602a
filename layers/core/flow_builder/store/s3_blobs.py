"""The blob port on an S3 bucket; calls block, so each runs in a thread."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from botocore.exceptions import ClientError

from flow_builder.errors import FlowBuilderError, StorageError
from flow_builder.store import aws_calls, aws_errors
from flow_builder.store.blob_keys import check_key, check_prefix, missing
from flow_builder.store.blobs import Content, Shown, blocks

_PART = 8 * 1024 * 1024
"""S3 takes 5 MiB at least and 10,000 parts at most."""
_MISSING = frozenset({"404", "NoSuchKey", "NotFound"})


def connect(region: str, endpoint_url: str | None = None, *, attempts: int = 5, timeout_s: float = 30.0) -> Any:
    """Returns an S3 client with credentials from the environment."""
    # Buckets as hosts need wildcard names, which an endpoint of one's own rarely has. Signed addresses name the region.
    style = {"addressing_style": "path" if endpoint_url else "virtual", "us_east_1_regional_endpoint": "regional"}
    return aws_calls.connect(
        "s3",
        region,
        endpoint_url,
        timeout_s=timeout_s,
        attempts=attempts,
        max_pool_connections=32,
        signature_version="s3v4",
        s3=style,
    )


class S3Blobs:
    """The `Blobs` port on a bucket, below `prefix` (empty or ending in a slash), through a client of botocore.

    Raises StorageError: `store.no_bucket`, `store.denied`, and `store.busy` or `store.unreachable` after several tries.
    """

    def __init__(self, bucket: str, client: Any, *, prefix: str = "") -> None:
        self._bucket = bucket
        self._client = client
        self._prefix = prefix

    async def put(self, key: str, data: Content, content_type: str = "application/octet-stream") -> None:
        """Stores bytes under a key, replacing what is there; more than 8 MiB in pieces are uploaded in parts."""
        if isinstance(data, bytes):
            await self._call(self._client.put_object, key, Body=data, ContentType=content_type)
            return
        check_key(key)
        parts = blocks(data, _PART)
        first = await anext(parts)
        if len(first) < _PART:
            await self._call(self._client.put_object, key, Body=first, ContentType=content_type)
        else:
            await self._upload(key, first, parts, content_type)

    async def _upload(self, key: str, first: bytes, rest: AsyncIterator[bytes], content_type: str) -> None:
        started = await self._call(self._client.create_multipart_upload, key, ContentType=content_type)
        upload, parts, block = started["UploadId"], list[dict[str, Any]](), first
        try:
            while block:
                number = len(parts) + 1
                done = await self._call(self._client.upload_part, key, UploadId=upload, PartNumber=number, Body=block)
                parts.append({"PartNumber": number, "ETag": done["ETag"]})
                block = await anext(rest, b"")
            whole = {"Parts": parts}
            await self._call(self._client.complete_multipart_upload, key, UploadId=upload, MultipartUpload=whole)
        except BaseException:
            await self._call(self._client.abort_multipart_upload, key, UploadId=upload)
            raise

    async def get(self, key: str) -> bytes:
        """Returns the bytes; NotFound if there are none."""

        def read(**request: Any) -> bytes:
            with self._client.get_object(**request)["Body"] as body:
                return bytes(body.read())

        return bytes(await self._call(read, key))

    async def exists(self, key: str) -> bool:
        """Tells whether a key holds a blob."""
        try:
            await self._call(self._client.head_object, key)
        except FlowBuilderError as error:
            if error.code == "blob.not_found":
                return False
            raise
        return True

    async def delete(self, key: str) -> None:
        """Removes a blob; a missing one is fine."""
        await self._call(self._client.delete_object, key)

    async def link(self, key: str, seconds: int, shown: Shown) -> str:
        """Returns an address where anybody may read a blob for a while, in parts (`Range`), too."""
        said = {"ResponseContentType": shown.content_type, "ResponseContentDisposition": shown.content_disposition}
        if shown.content_encoding is not None:
            said["ResponseContentEncoding"] = shown.content_encoding

        def sign(**request: Any) -> str:
            return str(self._client.generate_presigned_url("get_object", Params=request, ExpiresIn=seconds))

        return str(await self._call(sign, key, ResponseCacheControl="private, no-store", **said))

    async def keys(self, prefix: str) -> AsyncIterator[str]:
        """Yields the keys below a prefix, in order."""
        check_prefix(prefix)
        request: dict[str, Any] = {"Bucket": self._bucket, "Prefix": self._prefix + prefix}
        while True:
            try:
                page = await asyncio.to_thread(self._client.list_objects_v2, **request)
            except aws_errors.FOREIGN as error:
                raise self._named(error, prefix) from error
            for each in page.get("Contents", []):
                yield each["Key"].removeprefix(self._prefix)
            if not page.get("IsTruncated"):
                return
            request["ContinuationToken"] = page["NextContinuationToken"]

    async def _call(self, work: Callable[..., Any], key: str, **request: Any) -> Any:
        check_key(key)
        try:
            return await asyncio.to_thread(work, Bucket=self._bucket, Key=self._prefix + key, **request)
        except aws_errors.FOREIGN as error:
            raise self._named(error, key) from error

    def _named(self, error: Exception, key: str) -> FlowBuilderError:
        subject = f"the bucket {self._bucket}"
        if not isinstance(error, ClientError):
            return aws_errors.unanswered(error, subject)
        code = aws_errors.error_code(error)
        if code == "NoSuchBucket":
            return StorageError(
                f"There is no bucket {self._bucket}.",
                code="store.no_bucket",
                hint="Deploy the stack first; check the bucket's name and region.",
                details={"bucket": self._bucket},
            )
        if code in _MISSING:
            return missing(key)
        return aws_errors.answered(error, subject) or StorageError(
            f"The bucket {self._bucket} cannot be used: {error}.", details={"bucket": self._bucket}
        )
