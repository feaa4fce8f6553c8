"""Where the application finds scenarios and documentation."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Styles and scripts of the pages, and the font that charts are drawn with.
ASSETS, FONTS = ROOT / "ui" / "assets", ROOT / "ui" / "fonts"
#: The scenario that a newcomer sees.
FIRST = "city-2005.toml"
#: Set by `fundrunway app FOLDER`.
FOLDER_VARIABLE = "FUNDRUNWAY_SCENARIOS"


def scenario_folder() -> Path:
    """Return the folder of scenario files."""
    return Path(os.environ.get(FOLDER_VARIABLE) or ROOT / "scenarios").resolve()
