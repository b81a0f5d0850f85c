"""Every address of inquiries."""

from django.urls import path

from scrutiny.views import inquiries, parts, sections, terms

app_name = "scrutiny"
INQUIRY = "inquiries/<int:pk>/"
urlpatterns = [
    path("", inquiries.home, name="home"),
    path("inquiries/open/", inquiries.inquiry_open, name="inquiry_open"),
    path(INQUIRY, inquiries.inquiry, name="inquiry"),
    path(f"{INQUIRY}edit/", inquiries.inquiry_edit, name="inquiry_edit"),
    path(f"{INQUIRY}sections/add/", sections.section_add, name="section_add"),
    path(f"{INQUIRY}sections/<int:section_pk>/edit/", sections.section_edit, name="section_edit"),
    path(f"{INQUIRY}sections/<int:section_pk>/move/", sections.section_move, name="section_move"),
    path(f"{INQUIRY}sections/<int:section_pk>/drop/", sections.section_drop, name="section_drop"),
    path(f"{INQUIRY}terms/agree/", terms.terms_agree, name="terms_agree"),
    path(f"{INQUIRY}terms/amend/", terms.terms_amend, name="terms_amend"),
    path(f"{INQUIRY}terms/<int:number>/", terms.terms, name="terms"),
    path(f"{INQUIRY}terms/<int:number>/terms.pdf", terms.terms_pdf, name="terms_pdf"),
    path(f"{INQUIRY}terms/<int:number>/place/", terms.terms_place, name="terms_place"),
    path(f"{INQUIRY}<slug:word>/add/", parts.part_add, name="part_add"),
    path(f"{INQUIRY}<slug:word>/<int:part_pk>/edit/", parts.part_edit, name="part_edit"),
    path(f"{INQUIRY}<slug:word>/<int:part_pk>/move/", parts.part_move, name="part_move"),
    path(f"{INQUIRY}<slug:word>/<int:part_pk>/drop/", parts.part_drop, name="part_drop"),
]
