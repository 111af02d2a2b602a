"""Files in an S3 bucket that are never changed: a writer needs no leave but to add."""

from typing import Any

from flow_builder.store import aws_calls
from flow_builder.store.blob_keys import check_key

_KNOWN = frozenset({"PreconditionFailed", "412"})


class S3Archive:
    """A bucket that is added to; calls block, so each runs in a thread. Raises StorageError `store.*`."""

    def __init__(self, bucket: str, client: Any) -> None:
        self._bucket = bucket
        self._client = client

    async def add(self, key: str, data: bytes, content_type: str) -> None:
        """Stores a file whose key is new; with a known key nothing happens."""
        check_key(key)
        await aws_calls.ask(
            f"the bucket {self._bucket}",
            self._client.put_object,
            fine=_KNOWN,
            Bucket=self._bucket,
            Key=key,
            Body=data,
            ContentType=content_type,
            IfNoneMatch="*",
        )
