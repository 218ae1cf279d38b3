"""Modules and functions that an answer must do without, while it is being questioned.

Best effort: it stops everybody who imports what the exercise asks them to write, not those who dig
for another way to it.
"""

import contextlib
import inspect
import sys
from collections.abc import Iterator, Sequence
from typing import Any

# What has more than an exercise gives to learn from: data, nets that know it, what invents exams.
MORE_THAN_GIVEN = (
    "dlaudio.datasets.load",
    "dlaudio.datasets.invented_tunes",
    "dlaudio.instruments.strangers",
    "dlaudio.instruments.words",
    "dlaudio.networks.listener.digit_pictures",
    "dlaudio.networks.listener.listener",
)

_asked = 0


@contextlib.contextmanager
def asking(*, own_parts: bool = False) -> Iterator[None]:
    """While an answer is being asked: it stands on its own, without the student's library.

    With `own_parts` it may use it: then the exercise asks for none of these parts, but for what is
    built of them.
    """
    global _asked
    _asked += not own_parts
    try:
        yield
    finally:
        _asked -= not own_parts


def refuse_while_asked(what: str) -> None:
    """ImportError, in a sentence, if an answer uses this while it is being asked."""
    if _asked:
        raise ImportError(
            f"{what} is for playing, and an answer stands on its own: write what it needs yourself"
        )


@contextlib.contextmanager
def without(modules: Sequence[str], namespace: dict[str, Any]) -> Iterator[None]:
    """Refuse to import these modules; hide them, and what a namespace has of them, meanwhile.

    A function is refused to the notebook alone: the checker, and what the package does inside, may
    go on using it.

    Parameters
    ----------
    modules : sequence of str
        Names of modules such as "librosa.feature", where what is below them is forbidden too, or of
        functions such as "numpy.convolve".
    namespace : dict
        The notebook's own names.

    Raises
    ------
    ImportError
        Inside, if something forbidden is imported or used; it says so in a sentence.
    """
    if not modules:
        yield
        return
    finder = _Finder(modules)
    loaded = {name: module for name, module in sys.modules.items() if finder.forbids(name)}
    with contextlib.ExitStack() as stack:
        for name, module in loaded.items():
            parent, _, attribute = name.rpartition(".")
            above = vars(sys.modules[parent]) if parent in sys.modules else {}
            if above.get(attribute) is module:
                stack.enter_context(_instead(above, attribute, _Refused(name)))
        for name in loaded:
            stack.enter_context(_instead(sys.modules, name))
        for name in modules:
            if function := _function(name):
                module, attribute = function
                guard = _Guard(name, vars(module)[attribute], namespace)
                for key, value in list(namespace.items()):
                    if value is guard.function:
                        stack.enter_context(_instead(namespace, key, _Refused(name)))
                stack.enter_context(_instead(vars(module), attribute, guard))
        for name, value in list(namespace.items()):
            if (origin := _origin(value)) and finder.forbids(origin):
                stack.enter_context(_instead(namespace, name, _Refused(origin)))
        sys.meta_path.insert(0, finder)
        stack.callback(sys.meta_path.remove, finder)
        yield


def _function(name: str) -> tuple[Any, str] | None:
    """The loaded module and the attribute of a function's full name; None if it is no function."""
    parent, _, attribute = name.rpartition(".")
    module = sys.modules.get(parent)
    value = vars(module).get(attribute) if module is not None else None
    return (module, attribute) if callable(value) and not inspect.isclass(value) else None


@contextlib.contextmanager
def _instead(names: dict, name: str, value: Any = None) -> Iterator[None]:
    """Put a value in the place of a name, or nothing at all, and then the old one back."""
    old = names.pop(name)
    if value is not None:
        names[name] = value
    try:
        yield
    finally:
        names[name] = old


def _origin(value: Any) -> str | None:
    """The name of a module, or of the module that a function or class comes from."""
    if inspect.ismodule(value):
        return value.__name__
    if inspect.isroutine(value) or inspect.isclass(value):
        origin = getattr(value, "__module__", None)
        return origin if isinstance(origin, str) else None
    return None


def _refuse(name: str):
    more = f"{name}.".startswith(tuple(f"{one}." for one in MORE_THAN_GIVEN))
    way = "learn from `material`" if more else "write what it does yourself"
    raise ImportError(f"{name} is forbidden in this exercise: {way}")


class _Finder:
    """Refuses to find the forbidden modules, before anything else looks for them."""

    def __init__(self, modules: Sequence[str]):
        self.begins = tuple(modules)
        self.begins_whole = tuple(f"{name}." for name in modules)

    def forbids(self, name: str) -> bool:
        # most names of thousands end here, at every call of an answer
        return name.startswith(self.begins) and f"{name}.".startswith(self.begins_whole)

    def find_spec(self, name: str, path=None, target=None):
        if self.forbids(name):
            _refuse(name)


class _Guard:
    """A function that is refused to code of the notebook, and is itself for everybody else."""

    def __init__(self, name: str, function: Any, namespace: dict[str, Any]):
        self._name, self.function, self._namespace = name, function, namespace

    def __call__(self, *arguments, **options):
        if sys._getframe(1).f_globals is self._namespace:
            _refuse(self._name)
        return self.function(*arguments, **options)

    def __getattr__(self, name: str):
        return getattr(self.function, name)


class _Refused:
    """Stands where something forbidden was."""

    def __init__(self, name: str):
        self._name = name

    def __call__(self, *arguments, **options):
        _refuse(self._name)

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        _refuse(self._name)
