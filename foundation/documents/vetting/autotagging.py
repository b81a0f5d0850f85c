"""Has an optional tool tag an untagged upload; what it makes is an upload like any other and vetted again.

The tool is the Python package `opendataloader-pdf` with a Java runtime. It runs in a process of its own with
limits, its own folder and no settings of ours. Without it, and whenever it fails, the paper stays untagged.
"""

import functools
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings

from foundation.documents.processes import limits

# The child limits itself, leaves the network where the system allows that, and becomes the tool.
_START = """
import os, resource, sys
from foundation.documents.word.child import leave_the_network
leave_the_network()
resource.setrlimit(resource.RLIMIT_CPU, ({cpu}, {cpu}))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
os.chdir(sys.argv[1])
os.execv(sys.argv[2], sys.argv[2:])
"""


@functools.cache
def _tool() -> tuple[str, str] | None:
    """Where Java and the tool are, if both are installed."""
    java, package = shutil.which("java"), importlib.util.find_spec("opendataloader_pdf")
    if java is None or package is None or package.origin is None:
        return None
    jars = sorted(Path(package.origin).parent.glob("jar/*.jar"))
    return (java, str(jars[0])) if jars else None


def is_there() -> bool:
    """True when untagged uploads can be tagged here, and the installation wants it."""
    return settings.TAG_UPLOADS and _tool() is not None


def tagged(data: bytes) -> bytes | None:
    """The same pages with tags that a program guessed, or nothing when it could not."""
    tool = _tool()
    if tool is None:
        return None
    with tempfile.TemporaryDirectory(prefix="panelbook-tags-") as folder:
        place = Path(folder)
        (place / "in.pdf").write_bytes(data)
        start = _START.format(cpu=limits.TAGGING_CPU_SECONDS, size=limits.UPLOAD_BYTES * 4)
        java = [tool[0], f"-Xmx{limits.TAGGING_MEMORY // limits.MB}m", "-XX:+UseSerialGC"]
        java += ["-Djava.awt.headless=true", f"-Djava.io.tmpdir={folder}", "-jar", tool[1]]
        command = [
            sys.executable,
            "-c",
            start,
            folder,
            *java,
            "in.pdf",
            "-f",
            "tagged-pdf",
            "-o",
            "out",
            "-q",
        ]
        try:
            subprocess.run(
                command,
                cwd=settings.BASE_DIR,
                env={"PATH": "/usr/bin:/bin", "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=limits.TAGGING_CPU_SECONDS * limits.PATIENCE,
                check=True,
            )
        except (subprocess.SubprocessError, OSError):
            return None
        made = sorted((place / "out").glob("*.pdf"))
        if len(made) != 1 or made[0].stat().st_size > limits.UPLOAD_BYTES:
            return None
        return made[0].read_bytes()
