"""Demos to play with: each is a plain function `draw(**params) -> (figure, text)`.

from dlaudio.widgets import hyperplane
from dlaudio.widgets.demo import demo
demo(hyperplane.draw, title=hyperplane.TITLE, controls=hyperplane.CONTROLS)
"""
