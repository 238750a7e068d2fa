"""A city's rules with some figures changed."""

from datetime import date

from gongkai.rules.fund import default_city_rules, read_city_rules

BASIS = "某公管委〔2026〕3号"


def city(**changes):
    """Return rules that a centre set, with some figures other than the default's."""
    texts = {**default_city_rules().texts, **{code: str(text) for code, text in changes.items()}}
    return read_city_rules(texts, in_force_from=date(2026, 1, 1), basis=BASIS)
