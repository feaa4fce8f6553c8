"""Which of several things a name means: by its key, or by a label that it alone bears.

People write what they read on the screen, where labels stand; files and programs write keys.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from model.words.texts import Message, Text, message

#: How alike two names must be for one to be offered instead of the other, 0 to 1.
ALIKE = 0.6
#: What a name counts as that begins as another: a label written without its bracket.
_BEGINS = 0.9
#: A person does not look through more near names than these, nor through longer lists.
_NEAR, _MOST_NAMES = 3, 40


def folded(name: str) -> str:
    """Return a name without what people write in different ways: spaces, case, wide brackets."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def bears(label: Text, name: str) -> bool:
    """Whether a name is the label, in either language."""
    return folded(name) in (folded(label.zh), folded(label.en))


def key_meant(name: str, labels: Mapping[str, Text]) -> str:
    """Return the key that a name means: itself, or the one key that bears it as its label.

    Where none or several bear it the name comes back as it is: whoever looks it up refuses it,
    with the cure of `nearest_labelled`.

    Parameters
    ----------
    labels : of everything that may be meant, by key
    """
    if name in labels:
        return name
    bearing = [key for key, label in labels.items() if bears(label, name)]
    return bearing[0] if len(bearing) == 1 else name


def near_keys(name: str, labels: Mapping[str, Text], most: int = _NEAR) -> Sequence[str]:
    """Return the few keys whose label is like a name or holds it, the most alike first."""
    said = folded(name)
    likeness = {key: _likeness(said, (label.zh, label.en)) for key, label in labels.items()}
    return _nearest(likeness, most)


def nearest_labelled(
    name: str, labels: Mapping[str, Text], listed: Message | None = None
) -> Message:
    """Return the cure for an unknown name: keys with their labels that are near it, or all.

    Parameters
    ----------
    labels : of everything that may be meant, by key
    listed : says where all stand, for those that are too many to be listed
    """
    bearing = [key for key, label in labels.items() if bears(label, name)]
    if bearing:
        return message(
            "several have this label; write one of {names}", names=_shown(bearing, labels)
        )
    near = _near_names(name, labels)
    if near is not None and listed is not None:
        return message("did you mean {names}? {listed}", names=near, listed=listed)
    if near is not None:
        return message("did you mean {name}?", name=near)
    if listed is not None:
        return listed
    return message("valid here: {names}", names=_shown(list(labels)[:_MOST_NAMES], labels))


def _near_names(name: str, labels: Mapping[str, Text]) -> Text | str | None:
    """Return the nearest key where a key was meant, else keys with their labels; None: no such."""
    said = folded(name)
    keys = {key: _likeness(said, (key,)) for key in labels}
    nearest = max(keys, key=keys.__getitem__)
    near = near_keys(name, labels)
    of_labels = max((_likeness(said, (labels[key].zh, labels[key].en)) for key in near), default=0)
    if keys[nearest] >= max(ALIKE, of_labels):
        return nearest
    return _shown(near, labels) if near else None


def _likeness(said: str, names: Sequence[str]) -> float:
    """Return how alike a folded name is to the nearest of several, 0 to 1."""
    likest = max(SequenceMatcher(None, said, folded(one)).ratio() for one in names)
    if len(said) > 1 and any(folded(one).startswith(said) for one in names):
        return max(likest, _BEGINS)
    within = len(said) > 1 and any(said in folded(one) for one in names)
    return max(likest, ALIKE) if within else likest


def _nearest(likeness: Mapping[str, float], most: int) -> Sequence[str]:
    near = [key for key, share in likeness.items() if share >= ALIKE]
    return sorted(near, key=lambda key: -likeness[key])[:most]


def _shown(keys: Sequence[str], labels: Mapping[str, Text]) -> Text:
    """Return keys with their labels behind."""
    return Text(
        "、".join(f"{key}（{labels[key].zh}）" for key in keys),
        ", ".join(f"{key} ({labels[key].en})" for key in keys),
    )
