"""Make ui/fonts: the Chinese font of chart files, cut down to what charts write.

Reads NotoSansCJKsc-Regular.otf (SIL Open Font License 1.1; the package mplfonts carries it) and
keeps ASCII, punctuation and the 6,763 characters of GB 2312.
Run: python scripts/make_font.py PATH/TO/NotoSansCJKsc-Regular.otf
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parents[1] / "ui" / "fonts" / "fundrunway-sans-sc.otf"
FAMILY = "Fundrunway Sans SC"


def characters() -> str:
    """Return ASCII, Latin-1, punctuation, arrows and all characters of GB 2312."""
    kept = [chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180))]
    kept += [chr(code) for code in (*range(0x2010, 0x2040), *range(0x2190, 0x2194), 0x2212)]
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                kept.append(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return "".join(kept)


def main(source: str) -> None:
    font = TTFont(source)
    options = subset.Options(layout_features=["kern"], hinting=False, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters())
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = FAMILY
        if record.nameID == 4:
            record.string = f"{FAMILY} Regular"
        if record.nameID == 6:
            record.string = "FundrunwaySansSC-Regular"
    if "CFF " in font:
        font["CFF "].cff.fontNames = ["FundrunwaySansSC-Regular"]
    TARGET.parent.mkdir(exist_ok=True)
    font.save(TARGET)
    print(TARGET, TARGET.stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1])
