"""Addresses of official documents and their registers, below /console/publishing/."""

from django.urls import URLPattern, path

from gongkai.console.views.publishing import (
    document,
    document_editing,
    document_registers,
    document_steps,
    documents,
)

urlpatterns: list[URLPattern] = [
    path("documents/", documents.documents, name="documents"),
    path("documents/numbers/", documents.numbers, name="document-numbers"),
    path("documents/new/", document_editing.new, name="new-document"),
    path("documents/<int:pk>/", document.document, name="document"),
    path("documents/<int:pk>/edit/", document_editing.edit, name="edit-document"),
    path("documents/<int:pk>/attach/", document_editing.attach, name="attach-to-document"),
    path("documents/<int:pk>/preview.pdf", document.preview, name="preview-document"),
    path("documents/<int:pk>/conformity/", document.conformity_table, name="document-conformity"),
    path("documents/<int:pk>/acts/<slug:name>/", document_steps.act, name="act-on-document"),
    path("documents/<int:pk>/sign/", document_steps.sign, name="sign-document"),
    path("documents/<int:pk>/secrecy/", document_steps.secrecy, name="review-document-secrecy"),
    path("documents/<int:pk>/attribute/", document_steps.decide, name="decide-attribute"),
    path("documents/<int:pk>/reassess/", document_steps.reassess, name="reassess-document"),
    path("documents/files/<int:pk>/", document.one_file, name="document-file"),
    path("reassessments/", document_registers.reassessments, name="reassessments"),
    path("normative/", document_registers.normative, name="normative-documents"),
    path("normative/<int:pk>/", document_registers.change, name="normative-document"),
]
