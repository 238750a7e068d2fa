"""The console's own addresses, below /console/."""

from django.urls import path

from gongkai.console.views import (
    archive,
    calendars,
    checks,
    downloads,
    figures,
    home,
    narrative,
    publication,
    reports,
    signing,
    tables,
    trail,
    uploads,
)

app_name = "console"

urlpatterns = [
    path("notices/read/", home.read_notice, name="read-notice"),
    path("ledgers/", uploads.uploads, name="uploads"),
    path("ledgers/template/", uploads.template, name="ledger-template"),
    path("ledgers/guide/", uploads.guide, name="ledger-guide"),
    path("ledgers/<int:pk>/", uploads.one_upload, name="upload"),
    path("ledgers/<int:pk>/confirm/", uploads.confirm, name="confirm-upload"),
    path("ledgers/<int:pk>/discard/", uploads.discard, name="discard-upload"),
    path("ledgers/<int:pk>/check/", uploads.check_again, name="check-upload"),
    path("annual-reports/", reports.report_list, name="reports"),
    path("annual-reports/<int:year>/", tables.year_tables, name="report"),
    path("annual-reports/<int:year>/open/", reports.open_year, name="open"),
    path("annual-reports/<int:year>/narrative/", narrative.all_parts, name="narrative"),
    path("annual-reports/<int:year>/narrative/<slug:part>/", narrative.one_part, name="part"),
    path("annual-reports/<int:year>/checks/", checks.gate, name="checks"),
    path("annual-reports/<int:year>/checks/waive/", checks.waive_finding, name="waive"),
    path("annual-reports/<int:year>/sign-off/", signing.stages, name="sign-off"),
    path("annual-reports/<int:year>/sign-off/submit/", signing.submit, name="submit"),
    path("annual-reports/<int:year>/sign-off/sign/", signing.sign, name="sign"),
    path("annual-reports/<int:year>/sign-off/take-back/", signing.withdraw, name="take-back"),
    path("annual-reports/<int:year>/archive/", archive.snapshot, name="archive"),
    path("annual-reports/<int:year>/downloads/", downloads.files, name="downloads"),
    path(
        "annual-reports/<int:year>/downloads/<slug:version>/<slug:fmt>/",
        downloads.one_file,
        name="download",
    ),
    path("annual-reports/<int:year>/publication/", publication.state, name="publication"),
    path("annual-reports/<int:year>/publication/publish/", publication.make, name="publish"),
    path("annual-reports/<int:year>/figures/", figures.catalogue, name="catalogue"),
    path("annual-reports/<int:year>/figures/<str:path>/", figures.records, name="figure"),
    path("calendars/", calendars.years, name="calendars"),
    path("calendars/add/", calendars.add, name="add-calendar"),
    path("calendars/<int:year>/", calendars.one_year, name="calendar"),
    path("audit/", trail.entries, name="audit"),
]
