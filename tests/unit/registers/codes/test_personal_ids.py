"""The three digits with which a personal ID begins."""

import csv
from importlib.resources import files

from ansinh.registers.codes.persons import prefixes


def test_the_list_of_63_is_that_of_the_catalogue_of_places():
    with (files("ansinh.places") / "data/areas.csv").open(encoding="utf-8") as areas:
        provinces = {
            "0" + row["code"]: row["name"]
            for row in csv.DictReader(areas)
            if row["level"] == "province"
            and (row["valid_from"] or "0") <= "2025-06-30" <= (row["valid_to"] or "9999-12-31")
        }
    assert dict(prefixes().provinces) == provinces
    assert len(provinces) == 63


def test_every_known_prefix_has_three_digits_and_is_there_once():
    known = prefixes().known()
    assert len(known) == len(set(known))
    assert all(len(prefix) == 3 for prefix in known)
    assert {"001", "092", "096", "101"} <= set(known)
    assert not {"000", "003", "097", "100"} & set(known)
