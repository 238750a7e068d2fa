"""Forms on pages kept as files hold no token, so the browser tells where they were sent from."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_same_origin(request: HttpRequest) -> bool:
    """Tell whether a form was sent from a page of this site, by what the browser says of it.

    Sec-Fetch-Site cannot be forged by a page; browsers that do not send it send Origin with a POST.
    A request that says neither is none of a person's.
    """
    told = request.headers.get("Sec-Fetch-Site", "")
    if told:
        return told == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.get_host()
