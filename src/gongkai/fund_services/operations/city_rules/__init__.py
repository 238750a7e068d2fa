"""Setting what a city rules of its provident fund."""

from gongkai.fund_services.operations.city_rules.setting import (
    RulesRefused,
    checked_city_rules,
    set_city_rules,
)

__all__ = ["RulesRefused", "checked_city_rules", "set_city_rules"]
