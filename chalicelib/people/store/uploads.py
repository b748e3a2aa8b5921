"""Where it is kept that a file of the directory was announced.

| row | key | answers |
|---|---|---|
| upload | `UPLOAD#{id}` | which file is meant, and who may send it? |
"""

from chalicelib.kernel.codec import decode
from chalicelib.kernel.storage.table import Key, Reads, Row
from chalicelib.people.rules.imports import UPLOAD_LIVES, Upload


def upload_key(upload_id: str) -> Key:
    """Return the key of an announced file."""
    return Key(f"UPLOAD#{upload_id}")


def row(upload: Upload) -> Row:
    """Return the row of an announced file; it ends with the file."""
    expires = int((upload.begun_at + UPLOAD_LIVES).timestamp())
    return Row.of(upload_key(upload.id), upload, expires=expires)


def find(reads: Reads, upload_id: str) -> Upload | None:
    """Return the announced file, where there is one."""
    key = upload_key(upload_id)
    found = reads.fetch(key).get(key)
    return decode(found.body, Upload) if found else None


def object_key(company: str, upload_id: str) -> str:
    """Return the key of its bytes."""
    return f"{company}/imports/{upload_id}"
