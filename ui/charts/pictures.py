"""Charts as PNG files, drawn without a browser and with Chinese glyphs."""

import json
from functools import cache

import vl_convert

from ui.charts.layers import Spec
from ui.shared.paths import FONTS

_FONT = "Fundrunway Sans SC"


@cache
def picture_font() -> str:
    """Return the name of the font that comes with the program."""
    vl_convert.register_font_directory(str(FONTS))
    return _FONT


def png(spec: Spec, scale: float = 2.0) -> bytes:
    """Return the picture of a finished specification."""
    return bytes(vl_convert.vegalite_to_png(json.dumps(spec), scale=scale))
