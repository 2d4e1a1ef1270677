"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file at once: a crash leaves the old one or the new one, never half of one.

    Keeps the permissions of a file that is there. Raises OSError.
    """
    target = path.resolve()
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            temporary.unlink()
            raise
    temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
    temporary.replace(target)
