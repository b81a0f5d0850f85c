"""Addresses of bodies, their members and those who work for them."""

from django.urls import path

from panels.views import accounts, addresses, bodies, cover, members, offices, settings, since, staff

app_name = "panels"
urlpatterns = [
    path("", bodies.home, name="home"),
    path("<int:body_id>/", bodies.body, name="body"),
    path("<int:body_id>/settings/", settings.settings, name="settings"),
    path("<int:body_id>/settings/<slug:subject>/", settings.settings_subject, name="settings_subject"),
    path(
        "<int:body_id>/settings/<slug:subject>/<slug:group>/",
        settings.settings_change,
        name="settings_change",
    ),
    path("<int:body_id>/history/", bodies.history, name="history"),
    path("<int:body_id>/bodies/add/", bodies.body_add, name="body_add"),
    path("<int:body_id>/members/paste/", members.members_paste, name="members_paste"),
    path("<int:body_id>/members/add/", members.member_add, name="member_add"),
    path("<int:body_id>/seats/add/", members.seat_add, name="seat_add"),
    path("seats/<int:seat_id>/fill/", members.seat_fill, name="seat_fill"),
    path("seats/<int:seat_id>/end/", members.seat_close, name="seat_close"),
    path("terms/<int:term_id>/start/", since.term_start, name="term_start"),
    path("terms/<int:term_id>/end/", members.term_end, name="term_end"),
    path("<int:body_id>/people/<int:person_id>/change/", members.person_change, name="person_change"),
    path("<int:body_id>/people/<int:person_id>/sign-in/", members.person_sign_in, name="person_sign_in"),
    path("<int:body_id>/offices/appoint/", offices.office_appoint, name="office_appoint"),
    path("offices/<int:office_id>/start/", since.office_start, name="office_start"),
    path("offices/<int:office_id>/end/", offices.office_end, name="office_end"),
    path("<int:body_id>/scrutinised/add/", offices.scrutinised_add, name="scrutinised_add"),
    path("<int:body_id>/holders/add/", offices.holder_add, name="holder_add"),
    path("holders/<int:holder_id>/end/", offices.holder_end, name="holder_end"),
    path("<int:body_id>/cover/", cover.cover, name="cover"),
    path("cover/<int:assignment_id>/cancel/", cover.cover_cancel, name="cover_cancel"),
    path("<int:body_id>/staff/add/", staff.staff_add, name="staff_add"),
    path("staff/<int:assignment_id>/end/", staff.staff_end, name="staff_end"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/<int:user_id>/", accounts.account, name="account"),
    path("accounts/<int:user_id>/close/", accounts.account_close, name="account_close"),
    path("accounts/<int:user_id>/open/", accounts.account_open, name="account_open"),
    path("accounts/<int:user_id>/join/", accounts.account_join, name="account_join"),
    path("accounts/<int:user_id>/address/", accounts.account_address, name="account_address"),
    path(
        "accounts/<int:user_id>/address/confirm/",
        accounts.account_address_confirm,
        name="account_address_confirm",
    ),
    path("accounts/<int:user_id>/address/stop/", accounts.account_address_stop, name="account_address_stop"),
    path("sign-in/", addresses.my_address, name="my_address"),
    path("sign-in/stop/", addresses.my_address_stop, name="my_address_stop"),
    path("sign-in/old/<str:ref>/", addresses.address_old, name="address_old"),
    path("sign-in/new/<str:ref>/", addresses.address_new, name="address_new"),
    path("venues/", staff.venues, name="venues"),
    path("venues/add/", staff.venue_add, name="venue_add"),
    path("venues/<int:venue_id>/access/", staff.venue_access, name="venue_access"),
    path("venues/<int:venue_id>/change/", staff.venue_change, name="venue_change"),
]
