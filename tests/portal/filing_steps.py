"""A form of online business filled in by a test client, as a browser does it."""

import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from fund_services.centre import RENT

RENT_PATH = "/banli/rent-withdrawal/"
WHEN_ASKED = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def text(response):
    return response.content.decode()


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', text(page))[1]


def picture(name="证件.jpg", size=(60, 40), kind="JPEG"):
    held = io.BytesIO()
    Image.new("RGB", size, (200, 210, 220)).save(held, kind)
    return SimpleUploadedFile(name, held.getvalue())


def steps(client, path=RENT_PATH, values=RENT, last=4):
    """Fill in all sections as a browser does; return the last answer."""
    client.post(path, {"begin": "1"})
    for number in range(1, last + 1):
        page = client.get(f"{path}{number}/")
        names = set(re.findall(r'name="([a-z_]+)"', text(page))) & set(values)
        sent = {name: values[name] for name in names} | {"form": hidden(page, "form")}
        if "phone" in re.findall(r'name="([a-z_]+)"', text(page)):
            sent["phone"] = "13800001234"
        answer = client.post(f"{path}{number}/", sent | {"next": "1"})
    return answer


def ready(client):
    """Fill in a withdrawal for rent up to its signature; return that page."""
    assert steps(client).url == f"{RENT_PATH}cailiao/"
    answer = client.post(f"{RENT_PATH}cailiao/", {"next": "1", "camera-identity_card": picture()})
    assert answer.url == f"{RENT_PATH}hedui/", text(answer)
    checked = client.post(f"{RENT_PATH}hedui/", {"next": "1"})
    assert checked.url == f"{RENT_PATH}qianzi/"
    return client.get(checked.url)


def signed(client, page, centre, **more):
    sent = {name: hidden(page, name) for name in ("form", "token", "seen")}
    sent |= {"agrees": "on", "signature": str(centre.account.name), "next": "1"}
    return client.post(f"{RENT_PATH}qianzi/", sent | more)
