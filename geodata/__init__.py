"""Zones, states, meetings and articles, and what ties them."""
