"""The demonstration year: invented records that reproduce a published report's totals."""
