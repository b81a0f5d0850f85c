"""Addresses of votes and elections."""

from django.urls import URLPattern, path

from meetings.votes import views

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/votes/", views.votes, name="votes"),
    path("meetings/<int:pk>/votes/add/", views.vote_add, name="vote_add"),
    path("votes/<int:pk>/change/", views.vote_change, name="vote_change"),
    path("votes/<int:pk>/remove/", views.vote_remove, name="vote_remove"),
    path("meetings/<int:pk>/elections/open/", views.election_open, name="election_open"),
    path("elections/<int:pk>/", views.election, name="election"),
    path("elections/<int:pk>/nominate/", views.election_nominate, name="election_nominate"),
    path("elections/<int:pk>/ballot/", views.election_ballot, name="election_ballot"),
    path("elections/<int:pk>/declare/", views.election_declare, name="election_declare"),
    path("elections/<int:pk>/remove/", views.election_remove, name="election_remove"),
    path("nominations/<int:pk>/withdraw/", views.nomination_withdraw, name="nomination_withdraw"),
    path("ballots/<int:pk>/remove/", views.ballot_remove, name="ballot_remove"),
]
