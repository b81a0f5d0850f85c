"""Imports, foreign keys and addresses point to the left."""

import ast
import re

from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

from tests.conventions.plan import (
    LABELS,
    ORDER,
    ROOMS,
    ROOT,
    code_files,
    dotted_name,
    imports_of,
    may_lead,
    room_of,
    templates,
    tree,
    where,
)

PDF_LIBRARIES = {"weasyprint", "pikepdf", "pydyf", "fontTools"}


def test_each_room_imports_only_what_stands_to_its_left() -> None:
    wrong = [
        f"{where(path, line)} imports {name}: {ORDER}"
        for path in code_files()
        if (importer := room_of(dotted_name(path)))
        for line, name in imports_of(tree(path))
        if (imported := room_of(name)) and not may_lead(importer, imported, ROOMS)
    ]
    assert wrong == []


def test_only_documents_knows_the_pdf_libraries() -> None:
    wrong = [
        f"{where(path, line)} imports {name}"
        for path in code_files()
        if room_of(dotted_name(path)) != "foundation.documents"
        for line, name in imports_of(tree(path))
        if name.split(".")[0] in PDF_LIBRARIES
    ]
    assert wrong == []


def test_foreign_keys_point_left_and_leave_no_name_behind() -> None:
    wrong = []
    for model in apps.get_models():
        own = room_of(model.__module__)
        for field in model._meta.get_fields():
            if own is None or not isinstance(field, ForeignKey | ManyToManyField):
                continue
            other = room_of(field.related_model.__module__)
            if other and other != own:
                if not may_lead(own, other, ROOMS):
                    wrong.append(f"{model.__name__}.{field.name} points right")
                if not (field.remote_field.related_name or "").endswith("+"):
                    wrong.append(f"{model.__name__}.{field.name} needs related_name='+'")
    assert wrong == []


def test_addresses_in_templates_point_left() -> None:
    wrong = []
    for path in templates():
        parts = path.relative_to(ROOT / "templates").parts
        # A printed document stands among the documents, but belongs to the room whose class it prints.
        if parts[0] == "documents" and len(parts) == 2:
            continue
        folder = parts[0].removesuffix(".html")
        room = LABELS.get(folder)
        if room is None or room not in ROOMS:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            for label in re.findall(r"{%\s*url\s+['\"](\w+):", line):
                target = LABELS.get(label)
                if target and not may_lead(room, target, ROOMS):
                    wrong.append(f"{where(path, number)} leads to {label}: {ORDER}")
    assert wrong == []


def test_strings_that_name_a_room_point_left() -> None:
    """`reverse("meetings:meeting")` in a lower room would look right without importing."""
    wrong = []
    for path in code_files():
        importer = room_of(dotted_name(path))
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            match = re.fullmatch(r"(\w+):\w+", node.value)
            target = LABELS.get(match[1]) if match else None
            if importer and target and not may_lead(importer, target, ROOMS):
                wrong.append(f"{where(path, node.lineno)} names {node.value}: {ORDER}")
    assert wrong == []
