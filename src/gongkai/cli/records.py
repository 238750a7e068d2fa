"""Opens the installation's records for a command, or says in one line why that cannot be."""

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection
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
