"""dlaudio with nothing but Python and NumPy: it is imported, and its sounds are loaded and played.

In a browser, or in a stranger's project, pooch, soundfile, librosa, SciPy, scikit-learn, matplotlib
and ipywidgets may be missing.
"""

import subprocess
import sys
from pathlib import Path

import pytest

import dlaudio

PAGE = Path(dlaudio.__path__[0]) / "README.md"
# Refuses every package but these, also those that are installed.
BLOCK = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top not in {"numpy", "dlaudio"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Refuse())
import numpy as np
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", BLOCK + code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_blocker_blocks():
    with pytest.raises(AssertionError, match="No module named 'scipy'"):
        run("import scipy")


def test_every_module_is_imported_but_those_that_are_made_of_widgets():
    code = """
import importlib, pkgutil, dlaudio
for module in pkgutil.walk_packages(dlaudio.__path__, "dlaudio."):
    if module.name.endswith("__main__"):
        continue
    try:
        importlib.import_module(module.name)
    except ModuleNotFoundError as error:
        print(module.name, error.name)
"""
    without = dict(line.split() for line in run(code).splitlines())
    assert set(without.values()) == {"ipywidgets"}
    assert {name.rpartition(".")[2] for name in without} == {"panel"}


@pytest.mark.parametrize("name", ["spoken-digits", "drum-hits"])
def test_a_bundled_sound_is_loaded_and_played(name):
    code = f"""
from dlaudio import audio, datasets
sounds = datasets.load({name!r})
player = audio.play(sounds.audio[0], sounds.sr, title="a sound")
html = player._repr_html_()
assert "data:audio/wav;base64," in html and len(html) > 2 * len(sounds.audio[0])
mel = audio.mfcc(sounds.audio[0], sr=sounds.sr, n_fft=256, hop_length=80, n_mels=20)
print(mel.dtype, repr(player).partition(":")[0])
"""
    assert run(code) == "float32 a sound"


def test_a_wav_file_is_written_and_read_and_notes_are_loaded():
    code = """
from io import BytesIO
from dlaudio import audio, datasets
file = BytesIO()
audio.write_wav(file, audio.note(220, sr=8000, duration=0.5), 8000)
y, sr = audio.read(file.getvalue())
tunes = datasets.load("melodies")
print(len(y), sr, len(tunes) > 20, repr(audio.record())[:10])
"""
    assert run(code) == "4000 8000 True your voice"


def test_without_pooch_real_recordings_are_not_there_and_it_is_said():
    code = """
import os
from dlaudio import datasets
os.environ.pop("DLAUDIO_DATA", None)
assert not datasets.available("fsdd") and datasets.available("drum-hits")
try:
    datasets.load("fsdd")
except datasets.DataError as error:
    print(error)
"""
    assert run(code).startswith("real recordings are downloaded with pooch, which is not installed")


def test_what_needs_scipy_says_so():
    code = """
from dlaudio import audio
try:
    audio.resample(np.zeros(100), orig_sr=8000, target_sr=16000)
except ImportError as error:
    print(error)
"""
    assert run(code) == (
        "to bring a sound from 8000 to 16000 Hz, install SciPy (pip install scipy)"
    )


def test_the_page_of_the_package_holds_with_numpy_alone():
    code = f"""
import doctest
tried = doctest.testfile({str(PAGE)!r}, module_relative=False)
print(tried.attempted, tried.failed)
"""
    attempted, failed = map(int, run(code).splitlines()[-1].split())
    assert attempted > 8 and failed == 0
