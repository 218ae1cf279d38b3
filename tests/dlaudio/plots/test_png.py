import io

import numpy as np
import pytest
from PIL import Image

from dlaudio.plots.png import png


@pytest.mark.parametrize("alpha, mode", [(255, "RGB"), (100, "RGBA")])
def test_another_reader_sees_the_same_pixels(alpha, mode):
    image = np.random.default_rng(0).integers(0, 256, (5, 7, 4), dtype=np.uint8)
    image[..., 3] = alpha
    read = Image.open(io.BytesIO(png(image)))
    assert read.mode == mode
    np.testing.assert_array_equal(np.asarray(read.convert("RGBA")), image)


@pytest.mark.parametrize("image", [np.zeros((5, 7, 3), np.uint8), np.zeros((5, 7, 4))])
def test_what_is_no_image_is_refused(image):
    with pytest.raises(ValueError, match=r"\(height, width, 4\) of uint8, got"):
        png(image)
