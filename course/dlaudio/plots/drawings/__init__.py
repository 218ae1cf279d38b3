"""Pictures that units show: each module draws one thing, `draw(**numbers) -> (figure, text)`.

from dlaudio.plots.drawings import convolution
plots.show(*convolution.draw(stride=2))
"""
