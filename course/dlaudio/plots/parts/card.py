"""The paper of a picture: a white card with round corners, on light and on dark pages alike.

Around the corners the picture is transparent, so the page shows; on the card every colour has the
contrast it was chosen for, whatever the theme. Matplotlib is imported where it is used.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dlaudio.plots.parts.inks import EDGE, PAPER, PLAIN, Ink
from dlaudio.plots.pictures import NUMBERS, STROKE, silent_figure

UNIT = 0.5  # inches
CAPITAL = 0.729 / 72 / UNIT  # height of a capital in units, per point of size: DejaVu Sans
SMALLEST = 10.5  # points: 15 pixels at 100 pixels an inch
DENSITY = 200  # dots per inch, twice what is shown, for screens with small pixels


@dataclass
class Block:
    """Something on a card: its frame in units, its artists, and what to say of it."""

    left: float
    top: float
    width: float
    height: float
    artists: list = field(default_factory=list)
    words: str = ""

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.top + self.height / 2

    @property
    def north(self) -> tuple[float, float]:
        return self.middle[0], self.top

    @property
    def south(self) -> tuple[float, float]:
        return self.middle[0], self.bottom

    @property
    def west(self) -> tuple[float, float]:
        return self.left, self.middle[1]

    @property
    def east(self) -> tuple[float, float]:
        return self.right, self.middle[1]


class Card:
    """White card of width x height units (half inches); x to the right, y downwards from the top.

    Attributes
    ----------
    figure : matplotlib Figure, unknown to pyplot
    ax : matplotlib Axes, as large as the card; its data coordinates are the card's units
    width, height : float
    """

    WIDTH = 17.6  # 8.8 inches, 880 pixels: what a notebook has beside its side bar at 1280

    def __init__(self, height: float, width: float = WIDTH):
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.patches import FancyBboxPatch

        if not (height > 1 and 1 < width <= 20):
            raise ValueError(f"Card needs height > 1 and width 1 to 20, got {height} and {width}")
        self.width, self.height = width, height
        self.figure = silent_figure((width * UNIT, height * UNIT), DENSITY)
        self.figure.patch.set_alpha(0)
        self.ax = self.figure.add_axes((0, 0, 1, 1))
        self.ax.set(xlim=(0, width), ylim=(height, 0))
        self.ax.axis("off")
        self.ax.add_patch = self.ax.add_artist  # its limits are set: nothing need be measured
        edge = 0.06
        self.ax.add_patch(
            FancyBboxPatch(
                (edge, edge),
                width - 2 * edge,
                height - 2 * edge,
                boxstyle="round,pad=0,rounding_size=0.3",
                fc=PAPER,
                ec=EDGE,
                lw=1,
                zorder=-10,
            )
        )
        self._canvas = FigureCanvasAgg(self.figure)

    def write(
        self,
        x: float,
        y: float,
        words: str,
        *,
        ink: Ink = PLAIN,
        size: float = 12,
        align: str = "center",
        bold: bool = False,
        halo: bool = False,
    ):
        """Write words around the height y; align says what of them is at x.

        A single line stands so that its capitals are centred at y, whatever letters it has: words
        beside each other stand on one line. Several lines are centred as a block.

        Parameters
        ----------
        align : "left", "center" or "right"
        halo : bool
            Whether the words lie on a piece of paper of their own, because they cross a line.

        Raises
        ------
        ValueError
            If the size is too small to read.
        """
        if size < SMALLEST:
            raise ValueError(f"write needs a size of at least {SMALLEST} points, got {size}")
        lines = words.count("\n")
        text = self.ax.text(
            x,
            y if lines else y + CAPITAL / 2 * size,
            words,
            ha=align,
            va="center" if lines else "baseline",
            fontsize=size,
            color=ink.text,
            weight="bold" if bold else "normal",
            zorder=6,
            linespacing=1.35,
        )
        if halo:
            text.set_bbox({"boxstyle": "square,pad=0.18", "fc": PAPER, "ec": "none"})
        return text

    def extent(self, text) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) of a text in units of the card."""
        frame = text.get_window_extent(self._canvas.get_renderer())
        (x0, y0), (x1, y1) = self.ax.transData.inverted().transform(frame.get_points())
        return x0, min(y0, y1), x1, max(y0, y1)

    def phrase(
        self,
        x: float,
        y: float,
        pieces: Sequence[str | tuple[str, Ink]],
        *,
        size: float = 13,
        align: str = "center",
        bold: bool = False,
    ) -> Block:
        """Write pieces one behind the other, each a string or (string, ink): formulas in colours.

        Each piece's own blanks at its ends are kept.
        """
        pieces = [(piece, PLAIN) if isinstance(piece, str) else piece for piece in pieces]
        looks = {"size": size, "align": "left", "bold": bold}
        blank = 0.0088 * size  # a space, in units; a text's extent leaves the ones at its ends out
        texts, starts, at = [], [], 0.0
        for words, ink in pieces:
            text = self.write(0, y, words.strip(" "), ink=ink, **looks)
            left, _, right, _ = self.extent(text)
            at += blank * (len(words) - len(words.lstrip(" ")))
            starts.append(at - left)
            at += right - left + blank * (len(words) - len(words.rstrip(" ")))
            texts.append(text)
        start = x - at * {"left": 0, "center": 0.5, "right": 1}[align]
        for text, offset in zip(texts, starts, strict=True):
            text.set_x(start + offset)
        words = "".join(words for words, _ in pieces)
        return Block(start, y - 0.02 * size, at, 0.04 * size, texts, words)

    def plane(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        xlim: tuple[float, float],
        ylim: tuple[float, float],
        xlabel: str = "",
        ylabel: str = "",
        equal: bool = False,
    ):
        """Axes for curves and vectors inside a frame of the card; y counts upwards there.

        With `equal`, one limit is widened around its middle until both axes have the same scale,
        so that right angles look right.
        """
        if equal:
            xlim, ylim = _same_scale(xlim, ylim, width / height)
        bottom = 1 - (top + height) / self.height
        ax = self.figure.add_axes(
            (left / self.width, bottom, width / self.width, height / self.height)
        )
        ax.patch.set_alpha(0)
        ax.set(xlim=xlim, ylim=ylim)
        ax.set_xlabel(xlabel, fontsize=12, color=PLAIN.text)
        ax.set_ylabel(ylabel, fontsize=12, color=PLAIN.text)
        ax.tick_params(labelsize=SMALLEST, colors=NUMBERS, length=3)
        ax.locator_params(nbins=6)
        ax.spines[["top", "right"]].set_visible(False)
        ax.spines[["left", "bottom"]].set_color(STROKE)
        return ax


def _same_scale(xlim, ylim, ratio: float):
    """Limits of which one is widened, so that (x range) / (y range) is the ratio."""
    x_range, y_range = xlim[1] - xlim[0], ylim[1] - ylim[0]
    if x_range < ratio * y_range:
        more = (ratio * y_range - x_range) / 2
        return (xlim[0] - more, xlim[1] + more), ylim
    more = (x_range / ratio - y_range) / 2
    return xlim, (ylim[0] - more, ylim[1] + more)
