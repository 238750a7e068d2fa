"""Addresses of the website's settings and pages, below /console/site/."""

from django.urls import URLPattern, path

from gongkai.console.views.sites import (
    editing,
    files,
    page,
    page_acting,
    pages,
    settings,
)

urlpatterns: list[URLPattern] = [
    path("", settings.site, name="site"),
    path("versions/<int:number>/", settings.version, name="site-version"),
    path("versions/<int:number>/use/", settings.use, name="use-site-version"),
    path("files/<int:pk>/", files.one_file, name="site-file"),
    path("pages/", pages.pages, name="site-pages"),
    path("pages/new/", editing.new, name="new-site-page"),
    path("pages/<int:pk>/", page.page, name="site-page"),
    path("pages/<int:pk>/edit/", editing.edit, name="edit-site-page"),
    path("pages/<int:pk>/revisions/<int:number>/", page.revision, name="site-page-revision"),
    path(
        "pages/<int:pk>/revisions/<int:number>/restore/",
        page_acting.restore,
        name="restore-site-page",
    ),
    path("pages/<int:pk>/sign/", page_acting.sign, name="sign-site-page"),
    path("pages/<int:pk>/secrecy/", page_acting.secrecy, name="site-page-secrecy"),
    path("pages/<int:pk>/take-down/", page_acting.remove, name="take-down-site-page"),
    path("pages/<int:pk>/do/<slug:name>/", page_acting.act, name="site-page-act"),
]
