"""Deep learning for audio, from scratch in NumPy."""


def __getattr__(name: str) -> str:
    """`__version__`, looked up when somebody asks: that takes longer than all else here."""
    if name != "__version__":
        raise AttributeError(f"module 'dlaudio' has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("dlaudio")
    except PackageNotFoundError:  # a copy of the folder, which nobody installed
        return "0+unknown"
