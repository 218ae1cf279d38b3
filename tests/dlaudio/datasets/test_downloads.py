"""Downloads, from a server in this process: kept once, checked, and refused in words."""

import hashlib
import http.server
import threading

import pytest

from dlaudio import datasets
from dlaudio.datasets import DataError, downloads


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Every test loads afresh, and leaves nothing of its own in the cache."""
    yield
    datasets.load.cache_clear()


CONTENT = bytes(range(256)) * 400


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves CONTENT, or part of it, or other bytes, as the path asks."""

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path == "/gone":
            self.send_error(404)
            return
        body = {"/cut": CONTENT[:5000], "/other": b"something else"}.get(self.path, CONTENT)
        self.send_response(200)
        if self.path != "/unmeasured":
            self.send_header("Content-Length", len(CONTENT) if self.path == "/cut" else len(body))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.asked = []
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def offer(server, tmp_path, monkeypatch):
    """Register a set called "offered" whose files come from the server; return its cache."""
    cache = tmp_path / "cache"
    monkeypatch.delenv("DLAUDIO_DATA", raising=False)
    monkeypatch.setattr("pooch.os_cache", lambda project: cache)
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)

    def register(*paths):
        files = tuple(
            downloads.Download(
                path=f"offered/{path}",
                url=f"http://127.0.0.1:{server.server_port}/{path}",
                sha256=hashlib.sha256(CONTENT).hexdigest(),
            )
            for path in paths
        )
        source = datasets.Source(lambda paths: [path.read_bytes() for path in paths], files)
        monkeypatch.setitem(datasets.SETS, "offered", source)
        return cache / "offered"

    return register


def test_a_set_is_downloaded_once_behind_a_bar(offer, server, capfd):
    cache = offer("good")
    assert not datasets.available("offered")
    assert datasets.load("offered") == [CONTENT]
    out, err = capfd.readouterr()
    assert "offered: 100%" in out and err == ""
    assert (cache / "good").read_bytes() == CONTENT and datasets.available("offered")
    datasets.load.cache_clear()
    assert datasets.load("offered") == [CONTENT]
    assert server.asked == ["/good"]


def test_a_server_may_not_know_the_length(offer, capfd):
    offer("unmeasured")
    assert datasets.load("offered") == [CONTENT]
    assert "102kB" in capfd.readouterr().out


def test_many_files_share_one_bar_and_only_missing_ones_are_fetched(offer, server, capfd):
    cache = offer("first", "second", "third")
    cache.mkdir(parents=True)
    (cache / "second").write_bytes(CONTENT)
    assert datasets.load("offered") == [CONTENT] * 3
    assert server.asked == ["/first", "/third"]
    assert "2/2" in capfd.readouterr().out


def test_a_damaged_copy_in_the_cache_is_fetched_again(offer, server):
    cache = offer("good")
    cache.mkdir(parents=True)
    (cache / "good").write_bytes(CONTENT[:-1])
    assert datasets.load("offered") == [CONTENT]
    assert server.asked == ["/good"]


@pytest.mark.parametrize(
    "path, words",
    [
        ("other", r"14 bytes.*its SHA-256 should begin with [0-9a-f]{16} .*was not kept"),
        ("cut", "cut could not be downloaded .*set DLAUDIO_DATA to a folder"),
        ("gone", r"gone could not be downloaded \(HTTPError\)"),
    ],
)
def test_a_bad_download_is_refused_and_not_kept(offer, path, words):
    cache = offer(path)
    with pytest.raises(DataError, match=words) as caught:
        datasets.load("offered")
    assert "\n" not in str(caught.value)
    assert list(cache.iterdir()) == []


def test_without_a_network_one_sentence_says_so(offer, server, monkeypatch):
    offer("good")
    closed = downloads.Download(path="offered/good", url="http://127.0.0.1:1/good", sha256="0" * 64)
    source = datasets.Source(datasets.SETS["offered"].read, (closed,))
    monkeypatch.setitem(datasets.SETS, "offered", source)
    with pytest.raises(DataError, match=r"could not be downloaded \(ConnectionError\); load it"):
        datasets.load("offered")


def test_an_own_folder_is_used_without_a_network(offer, server, tmp_path, monkeypatch):
    offer("good")
    monkeypatch.setenv("DLAUDIO_DATA", str(tmp_path / "own"))
    with pytest.raises(DataError, match="own/offered/good is missing; put a copy of http"):
        datasets.load("offered")
    mine = tmp_path / "own" / "offered" / "good"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    with pytest.raises(DataError, match="damaged or is another file"):
        datasets.load("offered")
    assert mine.read_bytes() == b"mine"  # the user's file is never touched
    mine.write_bytes(CONTENT)
    assert datasets.load("offered") == [CONTENT]
    assert server.asked == []
