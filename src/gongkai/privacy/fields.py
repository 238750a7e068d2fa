"""Model fields whose values are sealed before they reach the database."""

from typing import Any

from django.db import models

from gongkai.privacy.encryption import decrypt, encrypt


class EncryptedTextField(models.TextField):
    """Text that the database only ever holds encrypted; it cannot be searched."""

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        """Return the text behind the stored value."""
        return decrypt(value) if value else value

    def get_prep_value(self, value: str | None) -> str | None:
        """Return the sealed value that is stored."""
        return encrypt(str(value)) if value else value
