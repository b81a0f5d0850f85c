"""`manage.py messages`: gathers every sentence for translation; `messages cy` updates a language."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import templatize

from foundation.history.wording import PHRASES

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
CODE = ("foundation", "panels", "meetings", "partnerships", "scrutiny", "config")
KEYWORDS = ("gettext", "gettext_lazy", "gettext_noop", "ngettext:1,2", "_")
COUNTED = re.compile(r"\|counted:\"([^\"]+)\"")


class Command(BaseCommand):
    """English stands in the code, so it needs no file; a language is a folder of `locale`."""

    help = "Write every sentence to locale/django.pot; with a language, update its django.po, too."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Which language."""
        parser.add_argument("language", nargs="?", default="", help="for example cy; none for the list alone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Gather, then merge; what was translated stays."""
        folder = Path(settings.LOCALE_PATHS[0])
        folder.mkdir(exist_ok=True)
        gathered = folder / "django.pot"
        gather(gathered)
        count = gathered.read_text().count("\nmsgid ") - 1
        self.stdout.write(f"{gathered.relative_to(ROOT)}: {count:,} sentences.")
        if options["language"]:
            written = merge(gathered, folder / options["language"] / "LC_MESSAGES" / "django.po")
            self.stdout.write(
                f"{written.relative_to(ROOT)} is up to date. Translate it, then run this again."
            )


def gather(to: Path, files: list[Path] | None = None) -> None:
    """Write the sentences of these files, or of all, in the format of GNU gettext."""
    with TemporaryDirectory() as folder:
        names = []
        for path in files or [*code_files(), *template_files()]:
            name = path.relative_to(ROOT).as_posix()
            names.append(name)
            if path.is_relative_to(TEMPLATES):
                laid = Path(folder, name)
                laid.parent.mkdir(parents=True, exist_ok=True)
                laid.write_text(templatize(path.read_text(), origin=name))
        if files is None:
            names.append("history-and-counts")
            Path(folder, names[-1]).write_text("\n".join(called_by_no_name()))
        listed = Path(folder, "names")
        listed.write_text("\n".join(names))
        keywords = [f"--keyword={each}" for each in KEYWORDS]
        where = ["-D", folder, "-D", str(ROOT), f"--files-from={listed}", f"--output={to}"]
        look = ["xgettext", "--language=Python", "--from-code=UTF-8", "--package-name=Panelbook", "--keyword"]
        run(*look, *keywords, *where)


def merge(gathered: Path, written: Path) -> Path:
    """Bring a language up to date and make what the site reads; a new language begins empty."""
    if written.exists():
        run("msgmerge", "--quiet", "--update", "--backup=none", str(written), str(gathered))
    else:
        written.parent.mkdir(parents=True)
        language = written.parts[-3]
        run(
            "msginit", "--no-translator", f"--locale={language}", f"--input={gathered}", f"--output={written}"
        )
    run("msgfmt", "--check-format", f"--output={written.with_suffix('.mo')}", str(written))
    return written


def run(*command: str) -> None:
    """Run a program of GNU gettext."""
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError as missing:
        raise CommandError("GNU gettext is not installed: `make messages` installs it.") from missing
    if done.returncode:
        raise CommandError(done.stderr)


def code_files() -> list[Path]:
    """Every Python file of ours that people may read the sentences of."""
    found = (path for room in CODE for path in (ROOT / room).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def template_files() -> list[Path]:
    """Every template."""
    return sorted((*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")))


def called_by_no_name() -> Iterator[str]:
    """What is translated where it is shown and not marked: phrases of the history, nouns that are counted."""
    for phrase in sorted(set(PHRASES.values())):
        yield f"gettext({phrase!r})"
    for one, many in sorted(set(nouns())):
        yield f"ngettext({one!r}, {many!r}, 0)"


def nouns() -> Iterator[tuple[str, str]]:
    """Each noun of `counted`, one and many, in code and templates."""
    for path in code_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or ast.unparse(node.func).split(".")[-1] != "counted":
                continue
            words = [str(each.value) for each in node.args[1:] if isinstance(each, ast.Constant)]
            if words:
                yield words[0], words[1] if len(words) > 1 else f"{words[0]}s"
    for path in template_files():
        for noun in COUNTED.findall(path.read_text()):
            one, __, many = noun.partition(",")
            yield one, many or f"{one}s"
