"""Where somebody writes a paper: the same pages for those who sign in and for an author by personal link."""

from dataclasses import dataclass

from django.urls import reverse

from foundation.accounts.models import PersonalLink, User
from meetings.models import Paper
from meetings.papers.policies import Writer


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes which paper, and the addresses of their pages; an address they have no part in is empty."""

    by: Writer
    paper: Paper
    page: str
    write: str
    upload: str
    preview: str
    pdf: str
    receive: str
    sheets: str
    autosave: str
    here: str
    docx: str = ""
    word: str = ""
    word_accept: str = ""
    word_discard: str = ""
    history: str = ""
    shelf: str = ""

    @classmethod
    def inside(cls, user: User, paper: Paper) -> "Desk":
        """The desk of somebody signed in."""

        def at(name: str) -> str:
            return reverse(f"meetings:{name}", args=[paper.pk])

        return cls(
            user,
            paper,
            page=at("paper"),
            write=at("paper_write"),
            upload=at("paper_replace"),
            preview=at("paper_preview"),
            pdf=at("paper_pdf"),
            receive=at("paper_receive"),
            autosave=at("paper_autosave"),
            here=at("paper_here"),
            sheets=_folder(reverse("meetings:paper_sheet", args=[paper.pk, 1])),
            docx=at("paper_docx"),
            word=at("paper_word"),
            word_accept=at("paper_word_accept"),
            word_discard=at("paper_word_discard"),
            history=at("paper_history"),
            shelf=reverse("meetings:papers"),
        )

    @classmethod
    def by_link(cls, link: PersonalLink, paper: Paper) -> "Desk":
        """The desk of an author who followed a personal link: this paper and nothing else."""

        def at(name: str) -> str:
            return reverse(f"meetings:{name}", args=[paper.ref])

        return cls(
            link,
            paper,
            page=at("author_paper"),
            write=at("author_write"),
            upload=at("author_upload"),
            preview=at("author_preview"),
            pdf=at("author_pdf"),
            receive=at("author_hand_in"),
            autosave=at("author_autosave"),
            here=at("author_here"),
            sheets=_folder(reverse("meetings:author_sheet", args=[paper.ref, 1])),
            word=at("author_word"),
            word_accept=at("author_word_accept"),
            word_discard=at("author_word_discard"),
        )

    @property
    def user(self) -> User | None:
        """The user, if it is one."""
        return self.by if isinstance(self.by, User) else None


def reader_of(desk: Desk) -> str:
    """Whom the page is shown to: nobody else's sign-in in the same browser saves for them."""
    return str(desk.user.pk) if desk.user else f"link-{desk.by.pk}"


def _folder(first: str) -> str:
    """Where the pictures of the pages are, each by its number."""
    return first.removesuffix("1.png")
