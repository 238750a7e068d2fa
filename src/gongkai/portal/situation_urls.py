"""Addresses of the situation guide (情形导办) and of forms to take away (下载中心)."""

from django.urls import path, re_path

from gongkai.portal.views.form_downloads import form_downloads, form_file
from gongkai.portal.views.situations import material_list, situations

urlpatterns = [
    path("banshi/qingjing/", situations, name="situations"),
    path("banshi/qingjing/qingdan.pdf", material_list, name="material-list"),
    path("xiazai/", form_downloads, name="form-downloads"),
    re_path(
        r"^xiazai/(?P<pk>[1-9][0-9]{0,17})/(?P<name>kongbiao|yangbiao)\.(?P<fmt>docx|pdf)$",
        form_file,
        name="form-file",
    ),
]
