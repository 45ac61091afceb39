"""Lists of residents and of insured persons as officers keep them in spreadsheets, made ready to be loaded."""
