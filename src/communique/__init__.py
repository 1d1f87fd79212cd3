"""Reads news about states into an auditable record of claims."""
