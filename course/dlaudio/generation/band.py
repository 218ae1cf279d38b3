"""A band of nets for a song: a choir, strings of a WaveNet, and drums of threshold units."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np

from dlaudio.datasets import plucks
from dlaudio.generation import drum_machine, learnt, strings
from dlaudio.generation.choir import LOWEST, N_PITCHES, ORDER, Choir
from dlaudio.generation.chords import share_with_a_name
from dlaudio.generation.composer import draw
from dlaudio.generation.notes import sing
from dlaudio.generation.piano import in_a_room
from dlaudio.generation.song import BAR, FORM, PHRASE, Song
from dlaudio.plots.drawings import piano_rolls

# What the choir has in its ear before it begins: C, F, G and C again, so it knows the key.
CADENCE = ((72, 67, 64, 48), (72, 69, 65, 53), (71, 67, 62, 55), (72, 67, 64, 48))
CHANGE = 4  # eighths from one chord to the next
SR, EIGHTH = 16000, 0.2  # Hz, and seconds
STRING_SECONDS = 0.4  # of each string as the net writes it; at half speed it lasts twice as long
# What the drums play in a bar, in semiquavers.
BEAT = {"kick": "x.....x.x.......", "snare": "....x.......x..x", "hat": "x.x.x.x.x.x.x.x."}
JOINS = (0, 1, 2)  # from which phrase on bass, chords and drums play


def sounding(pitches, lengths, every: int) -> np.ndarray:
    """The pitch that sounds at each `every`-th eighth, from the first on: (n,).

    Parameters
    ----------
    pitches, lengths : arrays of int, shape (T,)
        MIDI numbers, and eighths.
    every : int, at least 1
    """
    return np.repeat(pitches, lengths)[::every]


def harmonise(
    net: Choir,
    melody,
    *,
    rng: np.random.Generator,
    tries: int = 12,
    temperature: float = 0.8,
    pick: Callable = draw,
) -> np.ndarray:
    """Bass, alto and tenor under a given soprano: (n, 4), MIDI numbers in the order of `VOICES`.

    The soprano is not drawn but given, at each chord; the other three are drawn in turn, as when
    the net sings alone. Of several tries those that end on a C in the bass come first, and of them
    the one in which most chords have a name and move on is kept.

    Parameters
    ----------
    net : Choir
        In eval mode.
    melody : array of int, shape (n,)
        MIDI numbers, one a chord; what is too high for the choir counts an octave lower.
    rng : numpy.random.Generator
        Draws the voices.
    tries : int, at least 1
    temperature : float, above 0
    pick : function of logits, temperature and a random number
        Does what `composer.draw` does.
    """
    melody = np.asarray(melody) - LOWEST
    melody = melody - 12 * (melody >= N_PITCHES)
    found = [_voices_under(net, melody, rng, temperature, pick) for _ in range(tries)]
    return max(found, key=_worth)


def _worth(chords) -> tuple[bool, float]:
    """Whether they come home, and the shares of chords with a name and with another bass."""
    moves = np.mean(np.diff(chords[:, 3]) != 0) if len(chords) > 1 else 0.0
    return bool(chords[-1, 3] % 12 == 0), share_with_a_name(chords) + float(moves)


def _voices_under(net: Choir, melody, rng, temperature, pick) -> np.ndarray:
    """One try, in MIDI numbers."""
    chords, state = [], None
    for last in (np.full(4, -1), *(np.array(CADENCE) - LOWEST)[:-1]):
        _, state = net.lstm.step(net._seen(last).reshape(1, -1), state)
    last = np.array(CADENCE[-1]) - LOWEST
    for pitch in melody:
        h, state = net.lstm.step(net._seen(last).reshape(1, -1), state)
        last = np.full(4, -1)
        last[0] = pitch
        for place, voice in enumerate(ORDER[1:], 1):
            x = np.concatenate([h, net._known(net._seen(last), place)[None]], axis=1)
            scores = np.array(net.voices[place](x)[0], float)
            scores[-1] = scores[pitch + 1 :] = -1e4  # no end, and no voice above the tune
            last[voice] = int(pick(scores, temperature, rng.random()))
        chords.append(last)
    return np.array(chords) + LOWEST


def string_bank(net, rng: np.random.Generator, temperature: float = 0.7) -> dict[int, np.ndarray]:
    """Eight strings that a WaveNet wrote sample by sample, played at half speed: an octave lower.

    Parameters
    ----------
    net : WaveNet
        As `learnt.strings` gives it.
    rng : numpy.random.Generator
        Draws the samples.
    temperature : float, above 0

    Returns
    -------
    dict of int to ndarray, shape (n,)
        MIDI numbers from 48 to 60, and the sound at `SR`.
    """
    row = strings.play(net, plucks.NOTES, STRING_SECONDS, rng=rng, temperature=temperature)
    slow = 2 * SR // plucks.SR  # samples at SR for each of the net's
    bank = {}
    for note, y in zip(plucks.NOTES, row.reshape(len(plucks.NOTES), -1), strict=True):
        spectrum = np.fft.rfft(y)  # the samples between are those of the same band, 0 to 2 kHz
        bank[int(note) - 12] = np.fft.irfft(spectrum, len(y) * slow) * slow
    return bank


def nearest_string(pitch: int, bank) -> int:
    """The string of the bank with this note's name; between two white keys the lower one.

    Parameters
    ----------
    pitch : int
        MIDI number.
    bank : mapping of int to array, shape (n,)
        As `string_bank` gives it.
    """
    names = {note % 12: note for note in sorted(bank, reverse=True)}
    return names[pitch % 12] if pitch % 12 in names else names[(pitch - 1) % 12]


def drummers(*, tell: bool = True) -> dict:
    """A net of threshold units for each drum of `BEAT`, (W, b, v, c), and a line that says whose.

    Wired by the student's `compile_truth_table` of unit 1; by `drum_machine.wired` if that is
    missing.

    Parameters
    ----------
    tell : bool
        Whether the line is printed.
    """
    from dlaudio import mine

    try:
        wire, whose = mine.compile_truth_table, "your compile_truth_table of unit 1"
    except AttributeError:
        wire, whose = drum_machine.wired, "the course, as your compile_truth_table is not there yet"
    nets = {name: wire(drum_machine.clicks(row)) for name, row in BEAT.items()}
    sizes = ", ".join(f"{name} {np.size(net[2])}" for name, net in nets.items())
    if tell:
        print(f"Hidden units of the drummers: {sizes}; wired by {whose}.")
    return nets


@dataclass(frozen=True, eq=False)
class Band:
    """Who plays a song.

    Attributes
    ----------
    choir : Choir
        Bass, alto and tenor.
    bank : mapping of int to array, shape (n,)
        The strings that play the bass, as `string_bank` gives them.
    drums : mapping of str to net
        As `drummers` gives them.
    """

    choir: Choir
    bank: dict[int, np.ndarray]
    drums: dict

    def chords(self, song: Song) -> np.ndarray:
        """What the choir sings under a song, (n, 4), a chord for every four eighths.

        Parameters
        ----------
        song : Song
        """
        melody = sounding(*song.notes, CHANGE)
        return harmonise(self.choir, melody, rng=np.random.default_rng(0))

    def play(self, song: Song, *, phrases: int = 4, joins=JOINS) -> np.ndarray:
        """The first phrases of a song as sound at `SR`: (n,).

        Parameters
        ----------
        song : Song
        phrases : int, 1 to 4
        joins : three of int
            From which phrase on bass, chords and drums play; 4 if not at all.
        """
        size, chords = round(EIGHTH * SR), self.chords(song)[: phrases * PHRASE // CHANGE]
        y = np.zeros(phrases * PHRASE * size + SR)
        end = np.flatnonzero(np.cumsum(song.notes[1]) == phrases * PHRASE)[0] + 1
        tune = [part[:end] for part in song.notes]
        _add(y, 0, sing(*tune, sr=SR, eighth=EIGHTH, amplitude=0.42, harmonics=6))
        for part, join in zip((self._bass, self._chords, self._drums), joins, strict=True):
            if join < phrases:
                part(y, join * PHRASE, chords)
        y = in_a_room(y, sr=SR)
        return (0.8 * y / np.abs(y).max()).astype(np.float32)

    def _bass(self, y, first: int, chords) -> None:
        """A string with each chord."""
        for place in range(first // CHANGE, len(chords)):
            string = self.bank[nearest_string(chords[place, 3], self.bank)]
            _add(y, place * CHANGE, 0.8 * string)

    def _chords(self, y, first: int, chords) -> None:
        """Alto and tenor off the beat, short and soft."""
        for place in range(first // CHANGE, len(chords)):
            for pitch, eighth in product(chords[place, 1:3], (1, 3)):
                note = sing([pitch], [1], sr=SR, eighth=EIGHTH, amplitude=0.13)
                _add(y, place * CHANGE + eighth, note)

    def _drums(self, y, first: int, chords) -> None:
        """Bars of what the nets say on each of their 16 steps."""
        bars = (len(chords) * CHANGE - first) // BAR
        beat = drum_machine.bar(self.hits, sr=SR, step=EIGHTH / 2, bars=bars)
        _add(y, first, 0.35 * beat)

    @property
    def hits(self) -> dict[str, np.ndarray]:
        """What each drum plays in a bar, (16,)."""
        return {name: drum_machine.steps_of(net) for name, net in self.drums.items()}

    def picture(self, song: Song, *, counted=None):
        """The whole song as a piano roll with its voices and drums, and a text.

        Parameters
        ----------
        song : Song
        counted : mapping of str to array, shape (n,), optional
            Words that count it in and their sounds, as `count_in.spoken` gives them.
        """
        chords = self.chords(song)
        return piano_rolls.draw_song(
            song.notes,
            song.own,
            chords,
            self.hits,
            letters=FORM,
            joins=JOINS,
            counted=counted,
        )


def _add(y, eighth: int, sound) -> None:
    """Mix a sound in from an eighth on."""
    start = round(eighth * EIGHTH * SR)
    sound = sound[: len(y) - start]
    y[start : start + len(sound)] += sound


def gather(rng: np.random.Generator, *, tell: bool = True) -> Band:
    """The nets of the course as a band.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws the samples of the strings.
    tell : bool
        Whether a line says who has wired the drummers.
    """
    return Band(learnt.choir(), string_bank(learnt.strings(), rng), drummers(tell=tell))
