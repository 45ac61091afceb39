"""Registers of persons: who lives where, who is insured until when, and the questions put to both.

Pure: no Django, no database. What a question needs besides the registers (communes, code lists, thresholds) is given.
"""
