"""The form pack: markup, ids, sentences, and that nothing typed is lost."""

import re
from datetime import date, time
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import engines
from django.utils.datastructures import MultiValueDict

from foundation.ui.dates import KnownDay, known_to, long_day, on_day, plain_day, written
from foundation.ui.forms import DateField, GovukForm, KnownDayField, LinesField, TimeField, summary_of
from foundation.ui.richtext import PictureTextWidget, RichTextField, not_kept
from foundation.ui.samples import Officers, SampleForm, unsaved, unsaved_officers


def drawn(source: str, **context: Any) -> str:
    return engines["django"].from_string(source).render(context)


def ids(html: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', html)


def test_every_reference_of_a_form_leads_to_an_id_and_no_id_stands_twice() -> None:
    for form in (SampleForm(), unsaved()):
        html = drawn("{% crispy form %}", form=form)
        known = ids(html)
        wanted = re.findall(r'\bfor="([^"]+)"', html)
        for names in re.findall(r'aria-describedby="([^"]*)"', html):
            wanted += names.split(" ")
        assert sorted(set(wanted) - set(known)) == []
        assert len(known) == len(set(known))


def test_the_summary_leads_to_an_input_for_every_error_of_forms_and_rows() -> None:
    form, rows = unsaved(), unsaved_officers()
    html = drawn("{% crispy form %}{{ rows }}", form=form, rows=rows)
    lines = summary_of(form, rows)
    assert [target for target, _ in lines if target not in ids(html)] == []
    assert [target for target, _ in lines][:4] == [
        "id_wrong_title",
        "id_wrong_meeting_on_0",
        "id_wrong_starts_at",
        "id_wrong_delivery_0",
    ]
    assert lines[-1] == ("id_officers-1-name", "Enter the name")


def test_a_field_and_the_summary_say_the_same_sentence() -> None:
    form = unsaved()
    summary = drawn("{% error_summary form %}", form=form)
    for errors in form.errors.values():
        for sentence in errors:
            assert f">{sentence}</a>" in summary


def test_an_unbound_form_has_no_summary() -> None:
    assert drawn("{% error_summary form rows %}", form=SampleForm(), rows=Officers(prefix="x")) == "\n"


def test_a_title_of_ten_thousand_characters_is_refused_in_a_sentence_and_stays() -> None:
    class Form(GovukForm):
        title = forms.CharField(label="Title", max_length=200)

    form = Form({"title": "x" * 10_000})
    assert form.errors["title"] == ["Title must be 200 characters or fewer. It is 10000 characters now"]
    html = drawn("{{ form.title.as_field_group }}", form=form)
    assert "x" * 10_000 in html
    assert "maxlength" not in html


def test_labels_and_typed_words_are_escaped() -> None:
    class Form(GovukForm):
        one = forms.CharField(label="<b>One</b>")
        two = forms.ChoiceField(label="<i>Two</i>", choices=[("a", "<u>A</u>")], widget=forms.RadioSelect)
        three = forms.BooleanField(label="<s>Three</s>")

    html = drawn("{% crispy form %}{% error_summary form %}", form=Form({"one": "<script>"}))
    assert re.findall(r"<(?:b|i|u|s|script)>", html) == []


def test_checkboxes_are_drawn_as_checkboxes_and_radios_as_radios() -> None:
    html = drawn("{{ form.councils.as_field_group }}{{ form.delivery.as_field_group }}", form=SampleForm())
    assert re.findall(r'class="govuk-(checkboxes|radios)"', html) == ["checkboxes", "radios"]
    assert re.findall(r'type="(\w+)"', html) == ["checkbox"] * 3 + ["radio"] * 3


class DayForm(GovukForm):
    day = DateField(label="Date of the meeting")


def day_form(*parts: str) -> DayForm:
    return DayForm(dict(zip(("day_day", "day_month", "day_year"), parts, strict=True)))


@pytest.mark.parametrize("parts", [("4", "12", "2026"), ("04", "Dec", "2026"), (" 4 ", "december", "2026")])
def test_a_date_is_read_in_three_parts(parts: tuple[str, str, str]) -> None:
    form = day_form(*parts)
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("parts", "sentence", "target"),
    [
        (("", "", ""), "Enter the date of the meeting", "id_day_0"),
        (("4", "", "2026"), "Enter “Date of the meeting” with a day, a month and a year", "id_day_1"),
        (
            ("31", "2", "2026"),
            "Enter “Date of the meeting” as a real date, for example 30 9 2026",
            "id_day_0",
        ),
        (
            ("4", "Brumaire", "2026"),
            "Enter “Date of the meeting” as a real date, for example 30 9 2026",
            "id_day_1",
        ),
        (
            ("4", "12", "26"),
            "Enter “Date of the meeting” with a year of 4 numbers, for example 2026",
            "id_day_2",
        ),
        (
            ("4", "12", "9" * 4000),
            "Enter “Date of the meeting” as a real date, for example 30 9 2026",
            "id_day_2",
        ),
        (
            ("٤", "12", "2026"),
            "Enter “Date of the meeting” as a real date, for example 30 9 2026",
            "id_day_0",
        ),
    ],
)
def test_a_date_that_is_none_is_refused_with_its_part(
    parts: tuple[str, str, str], sentence: str, target: str
) -> None:
    form = day_form(*parts)
    assert summary_of(form) == [(target, sentence)]
    html = drawn("{{ form.day.as_field_group }}", form=form)
    assert [f'value="{part}"' in html for part in parts if part] == [True] * len([p for p in parts if p])


def test_a_date_shows_what_it_was_and_knows_whether_it_changed() -> None:
    html = drawn("{{ form.day.as_field_group }}", form=DayForm(initial={"day": date(2026, 12, 4)}))
    assert re.findall(r'value="(\d+)"', html) == ["4", "12", "2026"]
    field = DateField()
    assert field.has_changed(date(2026, 12, 4), ["4", "12", "2026"]) is False
    assert field.has_changed(date(2026, 12, 4), ["5", "12", "2026"]) is True
    assert field.has_changed(None, ["", "", ""]) is False


def test_an_empty_date_that_need_not_be_there_is_nothing() -> None:
    class Form(GovukForm):
        day = DateField(required=False)

    form = Form({})
    assert form.is_valid()
    assert form.cleaned_data == {"day": None}


@pytest.mark.parametrize(
    ("parts", "first", "last", "known"),
    [
        (("", "July", "2022"), date(2022, 7, 1), date(2022, 7, 31), "month"),
        (("", "2", "2024"), date(2024, 2, 1), date(2024, 2, 29), "month"),
        (("", "", "2022"), date(2022, 1, 1), date(2022, 12, 31), "year"),
        (("5", "7", "2022"), date(2022, 7, 5), date(2022, 7, 5), "day"),
    ],
)
def test_of_a_month_or_a_year_alone_the_first_or_the_last_day_counts(
    parts: tuple[str, str, str], first: date, last: date, known: str
) -> None:
    found = [KnownDayField(is_last=is_last).clean(list(parts)) for is_last in (False, True)]
    assert found == [first, last]
    assert [known_to(day) for day in found if day] == [known, known]


@pytest.mark.parametrize(
    ("parts", "sentence", "wrong"),
    [
        (("", "", ""), "Enter the date", 0),
        (("5", "", "2022"), "Enter the year, and the month if you enter a day", 1),
        (("", "7", ""), "Enter the year, and the month if you enter a day", 2),
        (("", "13", "2022"), "Enter a real date, for example 30 9 2026", 1),
        (("31", "6", "2022"), "Enter a real date, for example 30 9 2026", 0),
    ],
)
def test_what_is_no_month_is_refused_with_its_part(
    parts: tuple[str, str, str], sentence: str, wrong: int
) -> None:
    field = KnownDayField()
    with pytest.raises(ValidationError, match=sentence):
        field.clean(list(parts))
    assert field.wrong_part(list(parts)) == wrong


def test_a_month_is_written_as_a_month() -> None:
    day = KnownDay.of(date(2022, 7, 31), "month")
    assert (long_day(day), plain_day(day), on_day(day), written(day)) == (
        "July 2022", "July 2022", "in July 2022", "2022-07",
    )  # fmt: skip
    plain = date(2022, 7, 31)
    assert (plain_day(plain), on_day(plain), written(plain)) == (
        "31 July 2022", "on Sunday 31 July 2022", "2022-07-31",
    )  # fmt: skip


def test_times_and_lists_come_back_as_typed() -> None:
    class Form(GovukForm):
        at = TimeField(label="Starts at")
        names = LinesField(label="Names")

    form = Form({"at": "1.30 pm", "names": " Ann \r\n\r\nBea"})
    assert form.is_valid()
    assert form.cleaned_data == {"at": time(13, 30), "names": ["Ann", "Bea"]}
    wrong = Form({"at": "half past", "names": "\n \n"})
    assert wrong.errors == {
        "at": ["Enter “Starts at” as a time, for example 1.30 pm"],
        "names": ["Enter the names"],
    }
    shown = drawn("{{ f.at }}{{ f.names }}", f=Form(initial={"at": time(12), "names": ["Ann", "Bea"]}))
    assert 'value="noon"' in shown
    assert "Ann\nBea" in shown


def test_a_number_that_is_none_stays_in_its_box() -> None:
    html = drawn("{{ form.pages.as_field_group }}", form=unsaved())
    assert 'type="text"' in html
    assert 'value="many"' in html
    assert 'inputmode="numeric"' in html


def test_a_form_says_its_own_sentence_where_it_has_one() -> None:
    class Form(GovukForm):
        title = forms.CharField(error_messages={"required": "Give the paper a title"})
        council = forms.ChoiceField(label="Council", choices=[("a", "A")])
        why = forms.CharField(label="Why is it late?")
        paper = forms.FileField(label="PDF")

    assert Form({}, MultiValueDict()).errors == {
        "title": ["Give the paper a title"],
        "council": ["Select the council"],
        "why": ["Enter an answer to “Why is it late?”"],
        "paper": ["Select a file for “PDF”"],
    }


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Name", "Enter the name"),
        ("A password", "Enter a password"),
        ("Your name", "Enter your name"),
        ("What was corrected", "Enter what was corrected"),
        ("Chair’s name", "Enter the Chair’s name"),
        ("CSP", "Enter the CSP"),
        ("Reason for refusing it", "Enter the reason for refusing it"),
        ("Signed on", "Enter “Signed on”"),
        ("It comes", "Enter “It comes”"),
    ],
)
def test_an_empty_field_is_asked_for_with_its_article(label: str, sentence: str) -> None:
    class Form(GovukForm):
        typed = forms.CharField(label=label)

    assert Form({}).errors == {"typed": [sentence]}


def test_rows_of_a_formset_each_have_a_legend() -> None:
    html = drawn("{{ rows }}", rows=unsaved_officers())
    assert re.findall(r"<legend[^>]*>([^<]*)</legend>", html) == ["Officer 1", "Officer 2"]


def test_a_long_text_is_a_plain_text_box_until_scripts_run_and_an_empty_paragraph_is_nothing() -> None:
    class Form(GovukForm):
        text = RichTextField(label="Text")

    assert drawn("{{ form.text }}", form=Form()).startswith('<textarea name="text"')
    assert Form({"text": "<p></p>"}).errors == {"text": ["Enter the text"]}
    assert Form({"text": "<p>One</p>"}).is_valid()


def test_the_editors_scripts_carry_the_pages_nonce() -> None:
    class Form(GovukForm):
        text = RichTextField(label="Text")

    html = drawn("{% form_media form %}", form=Form(), CSP_NONCE="abc")
    assert re.findall(r'<script type="importmap"[^>]*nonce="abc"', html) != []


def test_a_text_with_a_picture_that_would_be_lost_is_not_saved_without_a_word() -> None:
    remote = '<p>x<img src="https://a.example/b.png"></p>'
    with pytest.raises(forms.ValidationError) as plain:
        RichTextField().clean(remote)
    assert plain.value.messages == [
        "A picture in this text cannot be saved here. Remove it, and attach it to a paper instead."
    ]
    with pytest.raises(forms.ValidationError) as pictured:
        RichTextField(widget=PictureTextWidget()).clean(remote)
    assert pictured.value.messages == [
        "A picture in this text cannot be copied from where it is. "
        "Remove it, then add the picture from a file."
    ]


@pytest.mark.parametrize(
    ("html", "with_written", "lost"),
    [
        ("<p>no picture</p>", False, 0),
        (f'<p><img src="stored:{"a" * 64}" alt=""></p>', False, 0),
        ('<p><img src="data:image/png;base64,AAAA" alt="x"></p>', True, 0),
        ('<p><img src="data:image/png;base64,AAAA" alt="x"></p>', False, 1),
        ('<p><img src="file:///C:/x.png"><IMG SRC="https://a.example/b.png"></p>', True, 2),
        ('<p><img src="data:image/gif;base64,AAAA"></p>', True, 1),
    ],
)
def test_pictures_that_would_be_lost_are_counted(html: str, with_written: bool, lost: int) -> None:
    assert not_kept(html, with_written=with_written) == lost
