"""Builds the catalogue of Viet Nam's administrative areas through time. See README.md in this folder."""
