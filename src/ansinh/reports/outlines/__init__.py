"""What a kind of report consists of: dated data (YAML), and how it is read."""
