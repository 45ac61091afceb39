"""A Word file measured against the form of official documents, the State's or the Party's."""
