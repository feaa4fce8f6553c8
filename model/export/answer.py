"""The answer to a question: sentences and tables to read, tables of raw values, JSON content.

An answer is said in one language, with money in one unit. Each part is made when a format asks
for it, so that whoever writes JSON does not wait for tables.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from model.words.outputs import Kind
from model.words.texts import Language
from model.words.units import bracketed

if TYPE_CHECKING:
    import pandas as pd

Value: TypeAlias = str | int | float | bool | None
#: How a sentence or a cell stands out; a format may show it or not.
Mark = Literal["", "strong", "finding", "aside", "equation", "negative", "met"]


@dataclass(frozen=True)
class Cell:
    """Text of a table that stands out."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    heading : what it is called
    kind : what its values count; "figure" where each row counts something else
    unit : what its values are counted in, as it is said beside the heading
    mark : how all its values stand out
    whole : a value is never broken over lines
    cut : a word that does not fit is cut off, where others are broken
    width : characters of a line at most
    """

    heading: str
    kind: Kind | Literal["text", "figure"] = "text"
    unit: str = ""
    mark: Mark = ""
    whole: bool = False
    cut: bool = False
    width: int | None = None

    def label(self, language: Language) -> str:
        """Return the heading with its unit: "收入（万元）"."""
        return self.heading + bracketed(self.unit, language)


@dataclass(frozen=True)
class Table:
    """Rows of values below headings; without columns the rows have no headings.

    In tables to read the values are texts; elsewhere they are raw, undefined ones None.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Value | Cell]]
    title: str = ""

    def lines(self, language: Language) -> Iterator[list[Value]]:
        """Yield the headings, where there are any, then the rows."""
        if self.columns:
            yield [column.label(language) for column in self.columns]
        for row in self.rows:
            yield [value.text if isinstance(value, Cell) else value for value in row]


@dataclass(frozen=True)
class Sentence:
    """A line of text; `lead` stands before it and says of whom it speaks."""

    text: str
    mark: Mark = ""
    lead: str = ""


#: What belongs together, in the order in which it is read.
Section: TypeAlias = Sequence[Sentence | Table]


@dataclass(frozen=True)
class Answer:
    """What a question is answered with.

    Attributes
    ----------
    language : in which it is said
    content : makes the JSON of docs/command-line.md, as plain data
    reading : makes what a person reads, figures printed as text
    data : makes the tables that a spreadsheet opens, every figure in them
    notes : what was assumed, derived or held flat
    """

    language: Language
    content: Callable[[], Any]
    reading: Callable[[], Sequence[Section]]
    data: Callable[[], Sequence[Table]]
    notes: Sequence[str] = ()


def one_or_list(contents: Sequence[Any]) -> Any:
    """Return the JSON of one answer as it is, of several as a list."""
    return contents[0] if len(contents) == 1 else list(contents)


def frame_table(frame: "pd.DataFrame") -> Table:
    """Return a tidy frame as a table of raw values; its column names are the headings."""
    return Table(
        [
            Column(str(name), "figure" if kind.kind in "iuf" else "text")
            for name, kind in frame.dtypes.items()
        ],
        [
            [None if value is None or value != value else value for value in row]
            for row in frame.itertuples(index=False)
        ],
    )
