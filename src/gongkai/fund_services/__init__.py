"""Services of the housing provident fund: items, accounts, online business, certificates."""
