"""Whatever a person reads can be translated: see docs/decisions/0068-translation.md."""

from pathlib import Path

from config.management.commands import messages
from tests.conventions.plan import ROOT, code_files, parsed, tree, where
from tests.conventions.translating import bare_in_python, bare_in_template

# The gallery of components is read by whoever writes code; its samples are samples.
LEFT_TEMPLATES = ("ui/gallery.html",)
# The demo, the library of samples, and what runs where there is no language: see the decision.
LEFT_CODE = (
    "config/demo/",
    "config/setup/",
    "foundation/ui/gallery.py",
    "foundation/ui/samples.py",
    "foundation/history/rotating.py",
    "foundation/documents/vetting/",
    "foundation/documents/word/",
)


def test_no_template_has_text_outside_a_translation_tag() -> None:
    found = [
        f"{where(path, line)} {text}"
        for path in messages.template_files()
        if path.relative_to(ROOT / "templates").as_posix() not in LEFT_TEMPLATES
        for line, text in bare_in_template(path.read_text())
    ]
    assert found == []


def test_text_attributes_and_words_of_tags_are_seen_and_translated_ones_are_not() -> None:
    source = (
        '{% load x %}<p class="a b">Bare\n{% translate "Said" %}</p>{% blocktranslate %}A <b>whole</b> one'
        '{% endblocktranslate %}<a title="{% translate \'Done\' %}" aria-label="Not done">{{ name }}</a>\n'
        '{% post_button url _("Send") kind="primary" %}{% post_button url "Send it" name="Name" %}'
    )
    assert sorted(bare_in_template(source)) == [(1, "Bare"), (2, "Not done"), (3, "Send it")]


def test_the_words_of_fields_choices_and_findings_are_marked() -> None:
    found = [
        f"{where(path, line)} {text}"
        for path in code_files()
        if not path.relative_to(ROOT).as_posix().startswith(LEFT_CODE)
        for line, text in bare_in_python(tree(path))
    ]
    assert found == []


def test_a_bare_label_choice_and_finding_are_seen_and_marked_ones_are_not() -> None:
    source = parsed(
        "class A(TextChoices):\n    ONE = 'one', 'One'\n    TWO = 'two', gettext_lazy('Two')\n"
        "name = CharField(label='Name', help_text=gettext_lazy('Your name'))\n"
        "def rule(day):\n    yield stopped(f'It is {day}.', code='day')\n    yield look(_('It is late.'))\n"
    )
    assert list(bare_in_python(source)) == [(2, "One"), (4, "Name"), (6, "It is .")]


def test_one_command_gathers_sentences_of_code_and_templates(tmp_path: Path) -> None:
    to = tmp_path / "django.pot"
    messages.gather(
        to, [ROOT / "meetings/common/rules/days.py", ROOT / "templates/meetings/publishing/proof.html"]
    )
    gathered = to.read_text()
    assert [each for each in EXPECTED if each not in gathered] == []
    assert "#: templates/meetings/publishing/proof.html:7" in gathered


EXPECTED = (
    'msgid "Final check"',
    'msgid "Publish agenda and pack"',
    'msgid "Confirm the date and venue first."',
    "#, python-brace-format",
)


def test_what_is_translated_where_it_is_shown_is_gathered_too() -> None:
    gathered = list(messages.called_by_no_name())
    assert "gettext('published the agenda')" in gathered
    assert "ngettext('paper copy', 'paper copies', 0)" in gathered
