"""Measurements beside a peer doing the same work; README.md says what and how to read them."""
