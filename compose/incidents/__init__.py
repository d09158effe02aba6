"""The only reader of incidents: bytes of UTF-8 JSON in, valid `Incident`s or every problem out."""

from compose.incidents.parse import LARGEST, parse, read_bytes
from compose.incidents.validate import REQUIRED, fields, read, schema, validate

__all__ = ["LARGEST", "REQUIRED", "fields", "parse", "read", "read_bytes", "schema", "validate"]
