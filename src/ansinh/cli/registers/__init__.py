"""The commands `ansinh register …`: who is not insured, where, and until when."""
