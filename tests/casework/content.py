"""Everything the domain has on record, as it stands in the database."""

from django.apps import apps
from django.db import connection

APPS = ("casework", "review", "audit", "messages", "outbox")


def content(labels=APPS):
    """Return every row of the domain's tables, read past every layer, by table."""
    rows = {}
    with connection.cursor() as cursor:
        for table, key in _tables(labels):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{key}"')
            rows[table] = cursor.fetchall()
    return rows


def differences(before, after):
    """Return what was written between two readings, in a few words for whoever reads a failure."""
    return {
        table: [row[:12] for row in rows if row not in before[table]][:3] or "fewer"
        for table, rows in after.items()
        if rows != before[table]
    }


def _tables(labels):
    for label in labels:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                yield model._meta.db_table, model._meta.pk.column
