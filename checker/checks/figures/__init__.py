"""Figures that must fit each other: totals, percentages, counts of one thing, orders, claims of none."""
