"""Addresses of votes and elections."""

from django.urls import URLPattern, path

from meetings.views import elections, votes

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/votes/", votes.votes, name="votes"),
    path("meetings/<int:pk>/votes/add/", votes.vote_add, name="vote_add"),
    path("votes/<int:pk>/change/", votes.vote_change, name="vote_change"),
    path("votes/<int:pk>/remove/", votes.vote_remove, name="vote_remove"),
    path("meetings/<int:pk>/elections/open/", elections.election_open, name="election_open"),
    path("elections/<int:pk>/", elections.election, name="election"),
    path("elections/<int:pk>/nominate/", elections.election_nominate, name="election_nominate"),
    path("elections/<int:pk>/ballot/", elections.election_ballot, name="election_ballot"),
    path("elections/<int:pk>/declare/", elections.election_declare, name="election_declare"),
    path("elections/<int:pk>/remove/", elections.election_remove, name="election_remove"),
    path("nominations/<int:pk>/withdraw/", elections.nomination_withdraw, name="nomination_withdraw"),
    path("ballots/<int:pk>/remove/", elections.ballot_remove, name="ballot_remove"),
]
