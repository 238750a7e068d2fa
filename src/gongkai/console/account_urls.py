"""Addresses of online accounts, below /console/accounts/."""

from django.urls import URLPattern, path

from gongkai.console.views.accounts import accounts, codes, managers

urlpatterns: list[URLPattern] = [
    path("", accounts.accounts, name="online-accounts"),
    path("find/", accounts.find, name="find-online-account"),
    path("<int:pk>/", accounts.account, name="online-account"),
    path("<int:pk>/numbers/", accounts.numbers, name="online-account-numbers"),
    path("<int:pk>/<slug:deed>/", accounts.act, name="act-on-online-account"),
    path("codes/", codes.codes, name="counter-codes"),
    path("managers/", managers.managers, name="manager-applications"),
    path("managers/<int:pk>/", managers.manager, name="manager-application"),
    path("managers/<int:pk>/materials/<int:file>/", managers.material, name="manager-material"),
    path("managers/<int:pk>/<slug:deed>/", managers.decide, name="decide-manager-application"),
]
