"""What is done to items, accounts, applications and certificates."""

from gongkai.fund_services.operations.items import correct_services, register_services

__all__ = ["correct_services", "register_services"]
