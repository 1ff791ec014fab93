"""A drawing as pixels."""

from __future__ import annotations

from functools import cache

from memcon.pictures.sheet import Picture

# Three hundred dots to the inch where a picture of 1200 units is printed twelve inches wide at 100.
ZOOM = 3.0
# No side longer than this: viewers and printers refuse larger pictures.
LONGEST_SIDE = 12000
_PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">M</text></svg>'


def png(picture: Picture) -> bytes:
    """The drawing as a PNG file, in the fonts of this system."""
    from resvg_py import svg_to_bytes

    zoom = min(ZOOM, LONGEST_SIDE / max(picture.width, picture.height))
    return bytes(svg_to_bytes(svg_string=picture.markup(), zoom=zoom))


@cache
def has_fonts() -> bool:
    """Whether there is any font to write with; without, a PNG has marks and no words."""
    from resvg_py import svg_to_bytes

    blank = _PROBE.replace("M", "")
    return bool(svg_to_bytes(svg_string=_PROBE) != svg_to_bytes(svg_string=blank))
