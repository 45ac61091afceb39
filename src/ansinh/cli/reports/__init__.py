"""`ansinh report …`: make, check, verify, issue and archive reports."""
