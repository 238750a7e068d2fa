"""The kept files before the program, with the headers that the program's own answers have."""

from csp.utils import build_policy
from django.conf import settings
from django.http.request import validate_host

from gongkai.static_site.answering import Files, Headers
from gongkai.static_site.gate import Gate
from gongkai.static_site.places import folder
from gongkai.static_site.serving import Application, Front


def behind_kept_files(application: Application) -> Front:
    """Return an application that answers kept pages itself and bounds what the rest may take."""
    gate = Gate(settings.GONGKAI_AT_WORK, settings.GONGKAI_WAITING, settings.GONGKAI_PATIENCE)
    files = Files(folder(), headers_of_all(), headers_of_pages(), is_answered)
    return Front(application, files, gate)


def is_answered(host: str) -> bool:
    """Tell whether the installation answers to a host, given without its port."""
    return validate_host(host, settings.ALLOWED_HOSTS)


def headers_of_all() -> Headers:
    """Return the headers that stand on every kept file."""
    headers = [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
    ]
    if settings.SECURE_HSTS_SECONDS:
        headers.append(("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"))
    return headers


def headers_of_pages() -> Headers:
    """Return the headers that stand on kept pages besides."""
    # Its order is another in each process, and means nothing.
    policy = "; ".join(sorted(build_policy().split("; ")))
    return [
        ("Content-Security-Policy", policy),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
    ]
