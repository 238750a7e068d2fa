"""What keeps an installation from serving: its database, its disk, its folder for files."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency

# Less than this and a year's files may no longer fit, in bytes.
LEAST_FREE = 200 * 1024 * 1024


def reasons_not_ready() -> list[str]:
    """Return in Chinese, with the remedy, what keeps the installation from serving."""
    return [*_database(), *_files()]


def _database() -> list[str]:
    try:
        Agency.objects.exists()
    except DatabaseError:
        return [_("数据库无法访问或者尚未升级，请检查数据库服务并运行 gongkai setup。")]
    return []


def _files() -> list[str]:
    folder = Path(settings.GONGKAI_FILES)
    try:
        free = shutil.disk_usage(folder).free
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return [_("文件目录不存在或者无法写入，请检查目录权限和磁盘。")]
    if free < LEAST_FREE:
        return [
            _("磁盘剩余空间只有%(free)sMB，少于%(least)sMB，请清理磁盘。")
            % {"free": free // 1024**2, "least": LEAST_FREE // 1024**2}
        ]
    return []
