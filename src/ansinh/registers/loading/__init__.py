"""Source files of the registers → a snapshot (snapshots/layout.py)."""

from ansinh.registers.loading.given import Codes, Limits, Loaded, Progress, Source
from ansinh.registers.loading.load import load

__all__ = ["Codes", "Limits", "Loaded", "Progress", "Source", "load"]
