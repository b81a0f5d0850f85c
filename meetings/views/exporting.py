"""What is published of a meeting, as one download for the council's own website."""

from django.http import FileResponse

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from meetings import exporting, policies
from meetings.views.pages import draft_meeting


@signed_in
def meeting_export(request: SignedInRequest, pk: int) -> FileResponse:
    """The folder as a zip file: public files only, named and in order, with a listing."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_publish(request.user, meeting), exporting.may_be_exported(meeting))
    name = f"{exporting.folder_name(meeting)}.zip"
    return FileResponse(exporting.zipped(meeting), as_attachment=True, filename=name)
