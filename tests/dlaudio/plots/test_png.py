import io

import numpy as np
import pytest
from PIL import Image

from dlaudio.plots.drawings import convolution, two_windows
from dlaudio.plots.png import png, small_png


@pytest.mark.parametrize("alpha, mode", [(255, "RGB"), (100, "RGBA")])
def test_another_reader_sees_the_same_pixels(alpha, mode):
    image = np.random.default_rng(0).integers(0, 256, (5, 7, 4), dtype=np.uint8)
    image[..., 3] = alpha
    read = Image.open(io.BytesIO(png(image)))
    assert read.mode == mode
    np.testing.assert_array_equal(np.asarray(read.convert("RGBA")), image)


def dots(figure) -> np.ndarray:
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=200)
    return np.asarray(Image.open(file).convert("RGBA"))


def large_png(rgba) -> int:
    file = io.BytesIO()
    Image.fromarray(rgba).save(file, format="PNG")
    return len(file.getvalue())


@pytest.mark.parametrize("draw", [convolution.draw, two_windows.draw])
def test_a_small_picture_is_about_half_as_large_and_looks_the_same(draw):
    """A drawing with transparent corners, and one with spectrograms."""
    rgba = dots(draw()[0])
    small = small_png(rgba)
    read = Image.open(io.BytesIO(small))
    assert read.mode == "P" and len(small) < 0.55 * large_png(rgba)
    off = np.abs(np.asarray(read.convert("RGBA")).astype(int) - rgba).max(axis=-1)
    assert off.mean() < 0.5 and (off > 24).mean() < 0.005
    colours, counts = np.unique(rgba.reshape(-1, 4), axis=0, return_counts=True)
    same = (np.asarray(read.convert("RGBA")) == rgba).all(axis=-1)
    for colour in colours[np.argsort(-counts)[:50]]:  # areas and inks are what they were
        assert same[(rgba == colour).all(axis=-1)].all()


def test_few_colours_are_kept_and_so_are_very_many():
    noise = np.random.default_rng(0).integers(0, 256, (60, 70, 4), dtype=np.uint8)
    few = np.random.default_rng(1).integers(0, 2, (5, 7, 4), dtype=np.uint8) * 200
    for image in (few, noise):
        read = Image.open(io.BytesIO(small_png(image)))
        np.testing.assert_array_equal(np.asarray(read.convert("RGBA")), image)


@pytest.mark.parametrize("write", [png, small_png])
@pytest.mark.parametrize("image", [np.zeros((5, 7, 3), np.uint8), np.zeros((5, 7, 4))])
def test_what_is_no_image_is_refused(image, write):
    with pytest.raises(ValueError, match=r"\(height, width, 4\) of uint8, got"):
        write(image)
