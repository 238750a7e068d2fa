"""A folder answered by WhiteNoise before our program: what our kept pages are compared with."""

import os

from whitenoise import WhiteNoise

from gongkai.config.wsgi import application as front

application = WhiteNoise(
    front, root=os.environ["GONGKAI_BENCH_KEPT"], prefix="kept/", max_age=0, autorefresh=False
)
