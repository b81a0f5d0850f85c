"""The Nu checker, which is not ours: what is wrong with the markup of pages.

scripts/setup puts it beside the Python packages; the version is that of tests/vendor/nu/package.json.
"""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

CHECKER = Path(__file__).parents[1] / ".venv/nu/node_modules/vnu-jar/build/dist/vnu.jar"
# A folder is checked in one process: starting Java takes longer than a page.
COMMAND = [
    "java",
    "-Xmx1g",
    "-jar",
    str(CHECKER),
    "--format",
    "json",
    "--exit-zero-always",
    "--skip-non-html",
]
# The same fault at another number is the same fault.
NUMBER = re.compile(r"\d+")


def faults(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Each error and warning of pages by their addresses, once a kind: the address, the sentence, the place.

    The folder is an empty one, in which the pages are written down for the checker.
    """
    names = {}
    for number, (address, page) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_text(page)
        names[path.resolve().as_uri().replace("file:///", "file:/")] = address
    answer = subprocess.run([*COMMAND, str(folder)], capture_output=True, text=True, check=False)
    assert answer.stderr.startswith("{"), answer.stderr or answer.stdout
    found: dict[str, str] = {}
    for each in json.loads(answer.stderr)["messages"]:
        sentence = f"{each['message']} {each.get('extract', '').strip()}"
        found.setdefault(NUMBER.sub("0", sentence), f"{names[each['url']]}: {sentence}")
    return list(found.values())
