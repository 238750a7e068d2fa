"""Addresses of 我的公积金, and of what makes it a thing to be installed on a phone."""

from django.urls import path, re_path

from gongkai.portal.views.my_fund.deposits import my_deposits
from gongkai.portal.views.my_fund.installing import offline, service_worker, web_manifest
from gongkai.portal.views.my_fund.lists import (
    my_applications,
    my_appointments,
    my_certificates,
    my_messages,
    my_requests,
)
from gongkai.portal.views.my_fund.loans import my_loan, my_loans
from gongkai.portal.views.my_fund.overview import my_fund

urlpatterns = [
    path("wode/", my_fund, name="my-fund"),
    path("wode/jiaocun/", my_deposits, name="my-deposits"),
    re_path(r"^wode/jiaocun/(?P<year>[0-9]{4})/$", my_deposits, name="my-deposit-year"),
    path("wode/daikuan/", my_loans, name="my-loans"),
    re_path(r"^wode/daikuan/(?P<order>[0-9]{1,3})/$", my_loan, name="my-loan"),
    path("wode/banjian/", my_applications, name="my-applications"),
    path("wode/zhengming/", my_certificates, name="my-certificates"),
    path("wode/shenqing/", my_requests, name="my-requests"),
    path("wode/yuyue/", my_appointments, name="my-appointments"),
    path("wode/xiaoxi/", my_messages, name="my-messages"),
    path("lixian/", offline, name="offline"),
    path("yingyong.webmanifest", web_manifest, name="web-manifest"),
    path("fuwu-worker.js", service_worker, name="service-worker"),
]
