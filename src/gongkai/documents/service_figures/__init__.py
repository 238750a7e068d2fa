"""What a fund centre did online in a period, as a workbook (网上办件统计)."""

from gongkai.documents.service_figures.workbook import render_service_figures_xlsx

__all__ = ["render_service_figures_xlsx"]
