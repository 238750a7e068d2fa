"""Addresses of certificates, below /console/certificates/."""

from django.urls import URLPattern, path

from gongkai.console.views.certificates import counter, keys, log, one_certificate, settings

urlpatterns: list[URLPattern] = [
    path("", log.issue_log, name="certificates"),
    path("counter/", counter.choose, name="counter-certificates"),
    path("counter/<slug:kind>/", counter.issue, name="counter-certificate"),
    path("keys/", keys.keys, name="seal-keys"),
    path("keys/try/", keys.try_key, name="try-seal-key"),
    path("keys/register/", keys.register, name="register-seal-key"),
    path("keys/<int:pk>/retire/", keys.retire, name="retire-seal-key"),
    path("settings/", settings.kinds, name="certificate-settings"),
    path("settings/<slug:kind>/", settings.save, name="set-certificate"),
    path("<int:pk>/", one_certificate.certificate, name="certificate"),
    path("<int:pk>/file/", one_certificate.file, name="certificate-file"),
    path("<int:pk>/facts/", one_certificate.facts, name="certificate-facts"),
    path("<int:pk>/<slug:deed>/", one_certificate.act, name="act-on-certificate"),
]
