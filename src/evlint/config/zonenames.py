"""What a mistyped time zone was meant to be."""

from __future__ import annotations

from evlint.config.errors import nearest


def nearest_zone(text: str) -> str | None:
    """Return the zone whose name, or whose city alone, is nearest to a text; None where none is near."""
    from zoneinfo import available_timezones

    names = sorted(
        name
        for name in available_timezones()
        if "/" in name and not name.startswith(("posix/", "right/", "SystemV/", "Etc/"))
    )
    city = text.strip().rpartition("/")[2].replace(" ", "_").casefold()
    for name in names:
        if name.rpartition("/")[2].casefold() == city:
            return name
    near = nearest(text.strip().replace(" ", "_"), names)
    if near is not None:
        return near
    cities = {name.rpartition("/")[2]: name for name in names}
    found = nearest(city, cities)
    return None if found is None else cities[found]
