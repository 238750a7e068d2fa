"""Addresses of publishing, below /console/publishing/."""

from django.urls import URLPattern, path

from gongkai.console import document_urls, outlet_urls, publishing_setting_urls
from gongkai.console.views.publishing import (
    acting,
    calendar,
    comparing,
    editing,
    files,
    item,
    items,
    signing,
    tasks,
    while_typing,
)

urlpatterns: list[URLPattern] = [
    path("tasks/", tasks.mine, name="publishing-tasks"),
    path("calendar/", calendar.month, name="publishing-calendar"),
    path("items/", items.items, name="items"),
    path("items/bulk/", items.bulk, name="items-at-once"),
    path("items/new/", editing.new, name="new-item"),
    path("items/clean/", while_typing.clean, name="clean-pasted"),
    path("items/<int:pk>/", item.item, name="item"),
    path("items/<int:pk>/edit/", editing.edit, name="edit-item"),
    path("items/<int:pk>/take-over/", editing.take_over, name="take-over-item"),
    path("items/<int:pk>/copy/", while_typing.keep, name="keep-copy"),
    path("items/<int:pk>/copy/drop/", editing.drop_copy, name="drop-copy"),
    path("items/<int:pk>/check/", while_typing.check, name="check-item"),
    path("items/<int:pk>/find/", while_typing.find, name="find-items"),
    path("items/<int:pk>/acts/<slug:name>/", acting.act, name="act-on-item"),
    path("items/<int:pk>/sign/", signing.sign, name="sign-item"),
    path("items/<int:pk>/secrecy/", signing.secrecy, name="review-item-secrecy"),
    path("items/<int:pk>/take-down/", signing.remove, name="take-down-item"),
    path("items/<int:pk>/comments/", signing.comment, name="comment-on-item"),
    path("items/<int:pk>/comments/<int:number>/settle/", signing.settle, name="settle-comment"),
    path("items/<int:pk>/revisions/<int:number>/", item.revision, name="item-revision"),
    path("items/<int:pk>/revisions/<int:number>/restore/", acting.restore, name="restore-revision"),
    path("items/<int:pk>/compare/", comparing.compare, name="compare-revisions"),
    path("files/<int:pk>/", files.one_file, name="item-file"),
    *document_urls.urlpatterns,
    *publishing_setting_urls.urlpatterns,
    *outlet_urls.urlpatterns,
]
