"""网上办理: from an item's page over its steps to the receipt, and the progress query."""
