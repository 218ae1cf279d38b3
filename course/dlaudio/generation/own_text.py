"""A text of the reader's own, for a net that learns letters: as a string, or as a small file."""

import re
from pathlib import Path

SHORTEST, LONGEST, MOST_LETTERS = 200, 20_000, 120


def own_text(text: str | Path) -> str:
    """A text as it stands, or what is in the small file of that name.

    Parameters
    ----------
    text : str or Path
        From `SHORTEST` to `LONGEST` letters, of which at most `MOST_LETTERS` are different; or the
        name of a file of such a text, in UTF-8.

    Raises
    ------
    ValueError
        If the text is too short, too long, or has too many different letters, or if the file is
        not there or holds no text. The sentence says which, and what to do.
    """
    if not isinstance(text, str | Path):
        raise ValueError(f"the text must stand in quotes, got {type(text).__name__}")
    is_name = isinstance(text, Path) or bool(re.fullmatch(r"[^\n]{1,250}\.\w{1,5}", text))
    if is_name and (isinstance(text, Path) or " " not in text or Path(text).is_file()):
        text = _in_file(Path(text))
    text = re.sub(r"\r\n?", "\n", text).strip()
    if not SHORTEST <= len(text) <= LONGEST:
        more = "paste a longer one" if len(text) < SHORTEST else "take a part of it"
        bounds = f"{SHORTEST} to {LONGEST:,} letters"
        raise ValueError(f"the text needs {bounds} and has {len(text):,}: {more}")
    if (n := len(set(text))) > MOST_LETTERS:
        raise ValueError(
            f"the text has {n} different letters, and the net has room for {MOST_LETTERS}: "
            "take a text in an alphabet, without pictures"
        )
    return text


def _in_file(path: Path) -> str:
    """What a small file says; looks at its size before it reads."""
    if not path.is_file():
        raise ValueError(f"there is no file {path.name!r} here: give its whole path, or the text")
    if path.stat().st_size > 4 * LONGEST:  # bytes of a letter in UTF-8
        raise ValueError(
            f"{path.name!r} has more than {LONGEST:,} letters: copy a part of it into a new file"
        )
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{path.name!r} holds no text in UTF-8: paste the text itself") from None
