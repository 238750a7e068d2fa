"""Addresses of certificates: one's own, and the page that verifies anybody's."""

from django.urls import path, re_path

from gongkai.portal.views.certificates.issuing import issue
from gongkai.portal.views.certificates.own import certificate, certificate_file, certificates
from gongkai.portal.views.certificates.verifying import verify, verify_file, verify_scanned

urlpatterns = [
    path("zhengming/", certificates, name="certificates"),
    path("zhengming/kaiju/<slug:kind>/", issue, name="issue-certificate"),
    path("zhengming/<int:pk>/", certificate, name="certificate"),
    path("zhengming/<int:pk>/xiazai/", certificate_file, name="certificate-file"),
    path("yanzheng/", verify, name="verify"),
    path("yanzheng/wenjian/", verify_file, name="verify-file"),
    re_path(
        r"^yanzheng/(?P<number>[-A-Za-z0-9]{1,30})/(?P<code>[-A-Za-z0-9]{1,20})/$",
        verify_scanned,
        name="verify-scanned",
    ),
]
