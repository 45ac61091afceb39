"""Ansinh: social-insurance figures of Viet Nam, reported once, compared, traced to the cell, printed."""
