"""What is known of items, accounts, applications and certificates."""

from gongkai.fund_services.queries.items import items_on_offer_at_end_of

__all__ = ["items_on_offer_at_end_of"]
