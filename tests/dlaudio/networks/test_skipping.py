"""Skip connections through time: the shorter the way, the more of a slope arrives."""

import numpy as np
import pytest

from dlaudio.networks.skipping import slope_share


def test_shares_follow_the_number_of_links_and_not_the_length_of_the_stride():
    links = {skip: 49 // skip + 49 % skip for skip in (1, 25, 10, 7)}
    assert list(links.values()) == [49, 25, 13, 7]
    shares = [slope_share(50, skip) for skip in links]
    assert shares == sorted(shares) and shares[-1] > 5000 * shares[0]


def test_two_inputs_are_one_step_apart():
    # with one unit and two inputs the share is |w (1 - h1^2)|, so it is below the weight's bound
    assert 0 < slope_share(2, 1, hidden=1, nets=1) < 2
    assert np.isfinite(slope_share(200, 1))
    with pytest.raises(ValueError, match="1 to 4 steps, got 5"):
        slope_share(5, 5)
