"""Files of the real recordings: found on this machine or downloaded once, and always checked."""

import functools
import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tqdm import tqdm


class DataError(OSError):
    """A data file is missing, is not the one expected, or could not be downloaded."""


def bundled_folder() -> Path:
    """Folder of the data that come with dlaudio: in the package (wheel) or above it (clone)."""
    package = Path(__file__).parents[1]
    inside = package / "data"
    return inside if inside.is_dir() else package.parents[1] / "data"


@functools.cache
def pinned_sums() -> dict[str, str]:
    """SHA-256 in hexadecimal of every pinned file, by its path; the table is data/SHA256SUMS.

    Raises
    ------
    DataError
        If the table is missing.
    """
    table = bundled_folder() / "SHA256SUMS"
    if not table.is_file():
        raise DataError(f"{table} is missing: install dlaudio again, or restore it with git")
    return {line[66:]: line[:64] for line in table.read_text().splitlines()}


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal.

    Parameters
    ----------
    path : Path
        Of the file.
    """
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find_fault(path: Path, expected: str, digest: Callable[[Path], str] = file_sha256) -> str:
    """What is wrong with a file, in words: it is missing, or its SHA-256 differs; "" if sound.

    Parameters
    ----------
    path : Path
        Of the file.
    expected : str
        Its SHA-256, in hexadecimal.
    digest : function
        From the path to its SHA-256.
    """
    if not path.is_file():
        return f"{path} is missing"
    if (found := digest(path)) != expected:
        size = path.stat().st_size
        return (
            f"{path} ({size} bytes) is damaged or is another file: "
            f"its SHA-256 should begin with {expected[:16]} and begins with {found[:16]}"
        )
    return ""


@dataclass(frozen=True)
class Download:
    """One file of a data set.

    Attributes
    ----------
    path : str
        Where it lies below the data folder, with forward slashes.
    url : str
        Where it comes from; always a fixed version.
    sha256 : str
        Expected digest; empty means the one in data/SHA256SUMS under the same path.
    digest : callable
        How the digest is computed from the path, for archives whose own bytes may change.
    """

    path: str
    url: str
    sha256: str = ""
    digest: Callable[[Path], str] = file_sha256

    def locate(self) -> Path:
        """Where this file lies, or would lie, on this machine."""
        return data_folder() / self.path

    def fault(self) -> str:
        """What is wrong with the file on this machine, in words; "" if it is sound."""
        return find_fault(self.locate(), self.sha256 or pinned_sums()[self.path], self.digest)


def data_folder() -> Path:
    """Folder of downloaded data: the one named by DLAUDIO_DATA, else pooch's cache for dlaudio.

    Raises
    ------
    DataError
        If there is no DLAUDIO_DATA and no pooch, so that nothing can have been downloaded.
    """
    if own := os.environ.get("DLAUDIO_DATA"):
        return Path(own)
    try:
        import pooch
    except ImportError:
        raise DataError(
            "real recordings are downloaded with pooch, which is not installed (pip install "
            "pooch); or set DLAUDIO_DATA to a folder that holds them"
        ) from None
    return Path(pooch.os_cache("dlaudio"))


def fetch(downloads: Sequence[Download], title: str) -> list[Path]:
    """Paths of files that are on this machine and sound, downloading those that are not.

    With DLAUDIO_DATA set, the files in that folder are used and the network is left alone.

    Parameters
    ----------
    downloads : sequence of Download
        The files.
    title : str
        What they are for; begins what is said of an error.

    Raises
    ------
    DataError
        One sentence: which file, what is wrong with it, what to do.
    """
    faults = {download: fault for download in downloads if (fault := download.fault())}
    if faults and os.environ.get("DLAUDIO_DATA"):
        download, fault = next(iter(faults.items()))
        raise DataError(
            f"{title}: {fault}; put a copy of {download.url} there, "
            "or unset DLAUDIO_DATA to have it downloaded"
        )
    if faults:
        retrieve(list(faults), title)
    return [download.locate() for download in downloads]


def retrieve(downloads: Sequence[Download], title: str) -> None:
    """Download files into the cache behind one progress bar; a file that is wrong is not kept.

    Parameters
    ----------
    downloads : sequence of Download
        What to download.
    title : str
        Stands before the bar, and begins what is said of an error.

    Raises
    ------
    DataError
        If a file cannot be downloaded, or is not the one expected.
    """
    import pooch
    from tqdm import tqdm

    pooch.get_logger().setLevel("WARNING")  # the bar says it better
    alone = len(downloads) == 1  # then the bar counts bytes, otherwise files
    amount = {"unit": "B", "unit_scale": True} if alone else {"total": len(downloads)}
    # The bar goes to stdout: in a notebook anything on stderr looks like a mistake.
    with tqdm(desc=title, file=sys.stdout, **amount) as bar:
        for download in downloads:
            path = download.locate()
            try:
                path.unlink(missing_ok=True)  # a damaged copy; pooch would keep it
                pooch.retrieve(
                    download.url,
                    known_hash=None,  # checked just below, with a sentence that helps
                    fname=path.name,
                    path=path.parent,
                    downloader=functools.partial(stream, bar=bar if alone else None),
                )
            except OSError as error:  # the errors of requests are OSErrors too
                raise DataError(
                    f"{title}: {download.url} could not be downloaded "
                    f"({type(error).__name__}); load it again when the network is there, "
                    f"or set DLAUDIO_DATA to a folder that holds {download.path}"
                ) from None
            if fault := download.fault():
                path.unlink()
                raise DataError(f"{title}: downloaded {fault}; it was not kept, so load it again")
            if not alone:
                bar.update()


def stream(url: str, path: str, _pooch: object, *, bar: "tqdm | None") -> None:
    """Download a URL to a path, counting its bytes on a bar; the signature is pooch's.

    Parameters
    ----------
    url, path : str
        From where to where.
    _pooch : object
        Not used.
    bar : tqdm, optional
        Counts the bytes.
    """
    import requests

    with requests.get(url, stream=True, timeout=30) as response:
        response.raise_for_status()
        if bar is not None:
            # GitHub packs an archive as it sends it, and cannot say how long it will be.
            bar.total = int(response.headers.get("Content-Length", 0)) or None
        with open(path, "wb") as file:
            for chunk in response.iter_content(2**16):
                file.write(chunk)
                if bar is not None:
                    bar.update(len(chunk))
