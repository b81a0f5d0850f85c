"""The gallery of components, and the stylesheet with a body's colour."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.ui import colours
from foundation.ui.gallery import states

# The decorators of foundation.accounts stand to the right of this room: who may see is said by hand.


@login_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state it can have."""
    response = render(request, "ui/gallery.html", states(request))
    response["Cache-Control"] = "private, no-store"
    return response


gallery.access = "signed in"  # type: ignore[attr-defined]


def theme(request: HttpRequest, colour: str) -> HttpResponse:
    """The body's own colour as custom properties; the address holds the colour, so it never changes."""
    lines = "".join(f"{name}:{value};" for name, value in colours.properties(f"#{colour}").items())
    response = HttpResponse(f":root{{{lines}}}\n", content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


theme.access = "public"  # type: ignore[attr-defined]
