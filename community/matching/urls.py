from django.urls import path

from . import (
    views,
    views_calls,
    views_fits,
    views_gaps,
    views_needs,
    views_open,
    views_report,
    views_steps,
    views_why,
)

app_name = "matches"
urlpatterns = [
    path("gaps/", views_gaps.page, name="gaps"),
    path("gaps.csv", views_gaps.as_csv, name="gaps-csv"),
    path("gaps.json", views_gaps.as_json, name="gaps-json"),
    path("needs/", views_open.waiting, name="open"),
    path("resources/<int:number>/offer/", views.ask, name="ask"),
    path("resources/<int:number>/why/", views_why.why, name="why"),
    path("resources/<int:number>/fits/<int:issue>/", views_fits.own, name="fit"),
    path("fits/<str:token>/<slug:answer>/", views_fits.by_letter, name="fit-answer"),
    path("issues/<int:number>/help/", views.offer, name="offer"),
    path("issues/<int:number>/needs/", views_needs.needs, name="needs"),
    path("issues/<int:number>/needs/<int:need>/withdraw/", views_needs.withdraw, name="need-withdraw"),
    path("issues/<int:number>/needs/<int:need>/call/", views_calls.call, name="call"),
    path("people/invitations/", views_calls.invitations, name="invitations"),
    path("people/invitations/<int:number>/", views_calls.answer, name="answer"),
    path("organisations/<int:number>/report/", views_report.report, name="report"),
    path("matches/", views.mine, name="mine"),
    path("matches/<int:number>/", views.detail, name="detail"),
    path("matches/<int:number>/comments/", views.comments, name="comments"),
    path("matches/<int:number>/flag/", views.flag, name="flag"),
    path("matches/<int:number>/photo/<str:name>/", views.photo, name="photo"),
    path("matches/<int:number>/contacts/", views_steps.contacts, name="contacts"),
    path("matches/<int:number>/answers/", views_steps.answers, name="answers"),
    path("matches/<int:number>/tell/", views_steps.tell, name="tell"),
    path("matches/<int:number>/return/", views_steps.give_back, name="return"),
    path("matches/<int:number>/<str:verb>/", views_steps.step, name="step"),
]
