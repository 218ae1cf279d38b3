"""What never ends is ended in this process, and the alarm is put back as it was."""

import signal
import threading

import pytest

from dlaudio.assessment.patience import OutOfPatience, patience


def for_ever():
    while True:
        pass


def test_what_never_ends_is_ended():
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(OutOfPatience), patience(0.05):
        for_ever()
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_no_error_that_is_caught_by_mistake_keeps_it_going():
    def stubborn():
        while True:
            try:
                for_ever()
            except Exception:
                pass

    with pytest.raises(OutOfPatience), patience(0.05):
        stubborn()


def test_what_ends_in_time_is_left_alone():
    with patience(10):
        done = sum(range(1000))
    assert done == 499500 and signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_in_a_thread_there_is_no_limit():
    done = []

    def work():
        with patience(0.001):
            done.append(sum(range(100_000)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [4999950000]
