"""Controls of a demo: what a parameter may be, said once and without ipywidgets."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Slider:
    """A number from min to max in steps; whole numbers throughout make a whole-number slider.

    `label` is what a reader sees and a screen reader says; `unit` follows it in brackets. `play`
    marks what goes on by itself, such as steps of time: it gets a Play button.
    """

    min: float
    max: float
    step: float
    value: float
    label: str
    unit: str = ""
    play: bool = False

    def __post_init__(self):
        if not self.label.strip():
            raise ValueError("a slider needs a label, got an empty one")
        if not (self.min <= self.value <= self.max and self.step > 0):
            raise ValueError(
                f"slider {self.label!r} needs min <= value <= max and step > 0, got "
                f"{self.min}, {self.value}, {self.max}, step {self.step}"
            )

    @property
    def description(self) -> str:
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True)
class Choice:
    """One of a few options."""

    options: Sequence
    value: object
    label: str

    def __post_init__(self):
        if not self.label.strip():
            raise ValueError("a choice needs a label, got an empty one")
        if self.value not in self.options:
            raise ValueError(
                f"choice {self.label!r} needs a value among {list(self.options)}, "
                f"got {self.value!r}"
            )

    @property
    def description(self) -> str:
        return self.label
