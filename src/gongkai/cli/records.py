"""Opens the installation's records for a command, or says in one line why that cannot be."""

from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from gongkai.cli.outcome import Refused


def prepare() -> None:
    """Set Django up.

    :raises Refused: if the settings or the home folder are unusable
    """
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Refused(f"配置有误：{error}。请检查环境变量（见 docs/operations.md）。") from error
    except OSError as error:
        raise Refused(
            f"无法读写系统文件夹：{error.filename}。请检查权限或改设 GONGKAI_HOME。"
        ) from error


@contextmanager
def telling_faults() -> Iterator[None]:
    """Tell in one line that database or disk stopped working under a command.

    :raises Refused: in place of their own errors
    """
    try:
        yield
    except OperationalError as error:
        reason = str(error).partition("\n")[0]
        raise Refused(
            f"数据库无法读写（{reason}）。请检查磁盘空间、文件权限和数据库服务后重试。", 1
        ) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Refused(
            f"无法读写文件{error.filename or ''}。请检查磁盘空间和文件权限后重试。", 1
        ) from error


def pending_migrations() -> int:
    """Return how many steps the database is behind.

    :raises Refused: if the database cannot be reached
    """
    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        raise Refused(
            f"无法连接数据库：{str(error).splitlines()[0]}。请检查 DATABASE_URL。", 1
        ) from error


def upgrade() -> int:
    """Bring the database up to date and return how many steps that took."""
    steps = pending_migrations()
    if steps:
        call_command("migrate", verbosity=0, interactive=False)
    return steps


def insist_on_current_database() -> None:
    """Stop a command that needs records where the database is not set up.

    :raises Refused: with the remedy
    """
    if pending_migrations():
        raise Refused("数据库尚未建立或未升级，请先运行 gongkai setup。", 1)
