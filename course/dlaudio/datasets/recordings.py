"""Readers of real recordings, which are downloaded: other people's work under their licences."""

import hashlib
import zipfile
import zlib
from pathlib import Path

import numpy as np

from dlaudio import audio
from dlaudio.datasets.dataset import Dataset, split_by_speaker
from dlaudio.datasets.downloads import Download

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def read_recordings(path: Path) -> dict[str, bytes]:
    """The wav files of an archive in the order of their names, read without unpacking it.

    Parameters
    ----------
    path : Path
        Of the archive, a zip file.
    """
    with zipfile.ZipFile(path) as archive:
        paths = {name.split("/")[-1]: name for name in archive.namelist() if name.endswith(".wav")}
        return {name: archive.read(paths[name]) for name in sorted(paths)}


def recordings_sha256(path: Path) -> str:
    """SHA-256 over the names and contents of an archive's wav files, not over its packing.

    GitHub does not promise that it packs a commit twice into the same bytes. The same as
    `cd recordings; sha256sum *.wav | LC_ALL=C sort -k2 | sha256sum`.

    Parameters
    ----------
    path : Path
        Of the archive, a zip file.
    """
    try:
        recordings = read_recordings(path)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return "nothing readable"
    sums = (f"{hashlib.sha256(wav).hexdigest()}  {name}\n" for name, wav in recordings.items())
    return hashlib.sha256("".join(sums).encode()).hexdigest()


FSDD_COMMIT = "26eb9aaf76e81b692f806f9140c2d2777410d7a1"
FSDD = (
    Download(
        path="fsdd-26eb9aa.zip",
        url=f"https://github.com/Jakobovski/free-spoken-digit-dataset/archive/{FSDD_COMMIT}.zip",
        sha256="1801eae019c063377d98f831d3f93574f259475df7332bb0e3d1b080fb5e6959",
        digest=recordings_sha256,
    ),
)
# Of the 15 pairs these two are the most typical: a linear classifier of log-mel
# spectrograms trained on the other four gets 66 %; over all pairs it gets 67 % (54 to 78).
FSDD_HELD_OUT = ("george", "yweweler")


def read_fsdd(paths: list[Path]) -> Dataset:
    """Sounds in the order digit, speaker, take; a file's name tells all three.

    Parameters
    ----------
    paths : list of one Path
        Of the file.
    """
    facts, sounds = [], []
    for name, wav in read_recordings(paths[0]).items():
        digit, speaker, take = name.removesuffix(".wav").split("_")
        y, _ = audio.read_wav(wav)
        y.flags.writeable = False
        facts.append((int(digit), speaker, int(take)))
        sounds.append(y)
    order = sorted(range(len(facts)), key=facts.__getitem__)
    labels, speakers, takes = (np.array(column) for column in zip(*sorted(facts), strict=True))
    splits = split_by_speaker(speakers, FSDD_HELD_OUT)
    splits |= {
        "official_train": np.flatnonzero(takes >= 5),
        "official_test": np.flatnonzero(takes < 5),
    }
    return Dataset(
        name="fsdd",
        audio=tuple(sounds[i] for i in order),
        sr=8000,
        labels=labels,
        label_names=DIGITS,
        speakers=speakers,
        splits=splits,
        licence="CC BY-SA 4.0",
        source="https://github.com/Jakobovski/free-spoken-digit-dataset",
        description="Free Spoken Digit Dataset: real recordings of English digits",
    )


SONIC_PI_CLASSES = {
    "kick": "bd_808 bd_ada bd_boom bd_chip bd_fat bd_gas bd_haus bd_jazz bd_klub bd_mehackit "
    "bd_pure bd_sone bd_tek bd_zome bd_zum drum_bass_hard drum_bass_soft drum_heavy_kick",
    "snare": "drum_snare_hard drum_snare_soft sn_dolf sn_dub sn_generic sn_zome",
    "hat": "drum_cymbal_closed drum_cymbal_pedal hat_bdu hat_cab hat_cats hat_gem hat_gnu "
    "hat_gump hat_hier hat_len hat_mess hat_metal hat_noiz hat_psych hat_raw hat_sci hat_snap "
    "hat_star hat_tap hat_yosh hat_zan hat_zap hat_zild",
}
SONIC_PI_COMMIT = "c0002065a976b1355e7889f4aa96a1804e2b8119"
SONIC_PI = tuple(
    Download(
        path=f"sonic-pi-drums/{stem}.flac",
        url="https://raw.githubusercontent.com/sonic-pi-net/sonic-pi/"
        f"{SONIC_PI_COMMIT}/etc/samples/{stem}.flac",
    )
    for stems in SONIC_PI_CLASSES.values()
    for stem in stems.split()
)
# The acoustic kit and nine electronic ones: 7 kicks, 3 snares, 7 hats, few enough for luck to
# matter; leaving out one kit at a time says more.
SONIC_PI_HELD_OUT = ("drum", "808", "haus", "tek", "zome", "cab", "gem", "metal", "tap", "zild")


def read_sonic_pi(paths: list[Path]) -> Dataset:
    """Every hit as one channel at 44,100 Hz; a kit is the name after bd_, sn_ or hat_.

    Parameters
    ----------
    paths : list of Path
        Of the files, in the order of the downloads.
    """
    sr = 44100
    class_of = {
        stem: label
        for label, stems in enumerate(SONIC_PI_CLASSES.values())
        for stem in stems.split()
    }
    sounds, labels, kits = [], [], []
    for path in paths:
        y, _ = audio.read(path, sr=sr)  # two hats were recorded at 96 and 192 kHz
        y.flags.writeable = False
        sounds.append(y)
        labels.append(class_of[path.stem])
        prefix, name = path.stem.split("_", 1)
        kits.append("drum" if prefix == "drum" else name)
    kits = np.array(kits)
    return Dataset(
        name="sonic-pi-drums",
        audio=tuple(sounds),
        sr=sr,
        labels=np.array(labels),
        label_names=tuple(SONIC_PI_CLASSES),
        speakers=kits,
        splits=split_by_speaker(kits, SONIC_PI_HELD_OUT),
        licence="CC0-1.0",
        source="https://github.com/sonic-pi-net/sonic-pi",
        description="real single drum hits that come with Sonic Pi",
    )
