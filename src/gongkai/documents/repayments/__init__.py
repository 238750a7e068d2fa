"""Repayment plans of loans as files to take away."""
