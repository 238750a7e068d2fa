"""Settings of the stock site: our installation's, with Wagtail's own pages in place of ours."""

from pathlib import Path

from gongkai.config.settings.base import *  # noqa: F403
from gongkai.config.settings.base import INSTALLED_APPS, MIDDLEWARE, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "bench.stock"]
ROOT_URLCONF = "bench.stock.urls"
MIDDLEWARE = [each for each in MIDDLEWARE if not each.startswith("gongkai.")]
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
WSGI_APPLICATION = "bench.stock.wsgi.application"
