"""Makes the tables of a database from the models: `python -m static_site.quick_tables`.

Going through every migration takes a minute, and tests of installations do so already.
"""

import django


class _Nowhere(dict):
    """Says of every app that it has no migrations."""

    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


def main():
    """Make the tables, and note that every migration has been gone through."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    written = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = _Nowhere()
    call_command("migrate", run_syncdb=True, verbosity=0)
    settings.MIGRATION_MODULES = written
    call_command("migrate", fake=True, verbosity=0)


if __name__ == "__main__":
    django.setup()
    main()
