"""Dates in the history of the field, lived again with the student's own network.

Each module has `learn(parts) -> Result`: the same experiment, made of `parts`, which are the
package's layers, losses and optimisers, or those that run on the student's functions.
`beside(learn)` does both and prints them side by side.
"""

from .versus import Result, beside

__all__ = ["Result", "beside"]
