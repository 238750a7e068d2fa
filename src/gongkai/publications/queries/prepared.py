"""Queries whose SQL is written once and asked with other values each time.

What the public asks for most is the same few queries; to put one together takes the object mapper
several times as long as the database takes to answer it.
"""

from collections.abc import Callable
from threading import local
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import Field, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

_DATABASE = "default"


class Given(Value):
    """A place in a query for a value that each asking gives under a name."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(name, output_field=output_field)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        """Write a mark where the value goes."""
        return "%s", [self]


class _Written(NamedTuple):
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    converters: Any


class Prepared:
    """A query that gives rows as tuples (`values_list`).

    :param build: returns the query with a `Given` for whatever changes
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._held = local()

    def rows(self, **given: Any) -> list[Any]:
        """Return the rows for the values given."""
        written = self._written()
        connection = written.compiler.connection
        params = [
            one.output_field.get_db_prep_value(given[one.value], connection)
            if isinstance(one, Given)
            else one
            for one in written.params
        ]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, params)
            found = cursor.fetchall()
        if written.converters:
            return list(written.compiler.apply_converters(found, written.converters))
        return list(found)

    def _written(self) -> _Written:
        """Return the SQL for the thread's connection."""
        held: _Written | None = getattr(self._held, "written", None)
        if held is None or held.compiler.connection is not connections[_DATABASE]:
            compiler = self._build().query.get_compiler(connection=connections[_DATABASE])
            sql, params = compiler.as_sql()
            chosen = [column[0] for column in compiler.select[: compiler.col_count]]
            held = _Written(compiler, sql, tuple(params), compiler.get_converters(chosen))
            self._held.written = held
        return held
