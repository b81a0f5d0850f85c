"""Addresses of Word files, coming and going."""

from django.urls import URLPattern, path

from meetings.views import word

patterns: list[URLPattern] = [
    path("papers/<int:pk>/word/", word.paper_word, name="paper_word"),
    path("papers/<int:pk>/word/<int:number>.png", word.paper_word_page, name="paper_word_page"),
    path("papers/<int:pk>/word/accept/", word.paper_word_accept, name="paper_word_accept"),
    path("papers/<int:pk>/word/discard/", word.paper_word_discard, name="paper_word_discard"),
    path("papers/<int:pk>/paper.docx", word.paper_docx, name="paper_docx"),
    path("your-paper/<slug:ref>/word/", word.author_word, name="author_word"),
    path("your-paper/<slug:ref>/word/<int:number>.png", word.author_word_page, name="author_word_page"),
    path("your-paper/<slug:ref>/word/accept/", word.author_word_accept, name="author_word_accept"),
    path("your-paper/<slug:ref>/word/discard/", word.author_word_discard, name="author_word_discard"),
]
