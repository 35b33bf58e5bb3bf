"""hdx-python-country itself: with the mapping it answers right where it is wrong, or silent, without."""

from __future__ import annotations

from typing import Any

import pytest

from toponyms import Gazetteer
from toponyms.export import Job, Options, start

pytestmark = pytest.mark.slow
# Deprecations in its own dependencies are not ours to mend.
ignored = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def level(gazetteer: Gazetteer, number: int, config: dict[str, Any] | None) -> Any:
    """Set up the level with the p-codes and the names that OCHA gives, and a configuration."""
    adminlevel = pytest.importorskip("hdx.location.adminlevel", reason='needs: pip install "hdx-python-country"')
    found = adminlevel.AdminLevel(admin_config=config, admin_level=number)
    length = {1: 4, 2: 6}[number]
    rows = []
    for place in gazetteer.places():
        pcode = place.ids.get("pcode", "")
        if len(pcode) == length:
            # OCHA writes the adjective alone: "Pokrovskyi", "Donetska".
            names = [name.text for name in place.names if name.lang == "en" and name.kind in ("official", "also")]
            bare = next((name for name in names if " " not in name), place.name)
            rows.append({
                "Location": "UKR", "Admin Level": number, "P-Code": pcode, "Name": bare, "Parent P-Code": pcode[:4],
            })  # fmt: skip
    found.setup_from_iterable(rows)
    found.load_pcode_formats_from_iterable([])
    return found


def mapping(gazetteer: Gazetteer, kind: str) -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    (part,) = start(Job(Options(kinds=(kind,)), gazetteer), "hdx-yaml")
    loaded: dict[str, Any] = yaml.safe_load("".join(part.chunks))
    return loaded


@ignored
def test_raions_by_their_old_names(gazetteer: Gazetteer) -> None:
    bare = level(gazetteer, 2, None)
    assert bare.get_pcode("UKR", "Krasnoarmiiskyi")[0] != "UA1416"
    assert bare.get_pcode("UKR", "Krasnoarmeysky")[0] != "UA1416"
    mapped = level(gazetteer, 2, mapping(gazetteer, "raion"))
    for name in ("Krasnoarmiiskyi", "Krasnoarmeysky", "Красноармійський район"):
        assert mapped.get_pcode("UKR", name) == ("UA1416", True), name
        assert mapped.get_pcode("UKR", name, parent="UA14") == ("UA1416", True), name
    assert mapped.get_pcode("UKR", "Kramatorskyi") == ("UA1412", True)


@ignored
def test_every_mapping_gives_its_own_code(gazetteer: Gazetteer) -> None:
    config = mapping(gazetteer, "raion")
    mapped = level(gazetteer, 2, config)
    assert len(config["admin_name_mappings"]) > 5_000
    for key, pcode in config["admin_name_mappings"].items():
        scope, name = key.split("|")
        parent = pcode[:4] if scope == "UKR" else scope
        assert mapped.get_pcode("UKR", name, parent=parent) == (pcode, True), key


@ignored
def test_oblasts(gazetteer: Gazetteer) -> None:
    mapped = level(gazetteer, 1, mapping(gazetteer, "oblast"))
    assert mapped.get_pcode("UKR", "Донецька область") == ("UA14", True)
    assert mapped.get_pcode("UKR", "Kiev") == ("UA80", True)
