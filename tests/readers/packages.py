"""Zip packages made for tests: good ones by the standard library, and broken ones by changing their bytes."""

import io
import zipfile
from collections.abc import Iterable, Mapping


def packed(
    members: Mapping[str, bytes | str] | Iterable[tuple[str, bytes | str]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Bytes of a package with *members*; pairs may name one twice."""
    pairs = members.items() if isinstance(members, Mapping) else members
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in pairs:
            package.writestr(name, content)
    return out.getvalue()


def put(data: bytes, at: int, changed: bytes) -> bytes:
    """*data* with *changed* over what stood at *at*."""
    return data[:at] + changed + data[at + len(changed) :]
