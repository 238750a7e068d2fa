"""Disclosure requests (依申请公开), disputes and processing fees."""
