"""The WSGI application that servers run: the kept files in front, the program behind them."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings.base")

from django.core.wsgi import get_wsgi_application  # noqa: E402

from gongkai.config.front import behind_kept_files  # noqa: E402

# Pages of the program that take long must not keep a kept page waiting for its turn.
sys.setswitchinterval(0.001)
application = behind_kept_files(get_wsgi_application())
