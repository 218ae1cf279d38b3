"""Chains of boxes: every text is drawn, arrows join neighbours, kinds are told in the legend."""

import pytest

from dlaudio.plots.chains import chains, told

ROWS = {
    "rules": [("sound", "given"), ("if ... then", "made by hand"), ("label", "given")],
    "net": [("sound", "given"), ("layers", "learnt")],
}


def test_texts_arrows_and_legend():
    ax = chains(ROWS)
    texts = [text.get_text() for text in ax.texts]
    for title, boxes in ROWS.items():
        assert title in texts
        assert all(text in texts for text, _ in boxes)
    assert texts.count("") == 2 + 1  # one arrow between neighbours
    assert "" not in [text.get_text() for text in chains(ROWS, joined=False).texts]
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend == ["given", "made by hand", "learnt"]


def test_no_text_leaves_its_box():
    ax = chains({"": [("sound\n3,600 numbers", "given"), ("scores", "learnt")]})
    ax.figure.draw_without_rendering()
    for text, box in zip([t for t in ax.texts if t.get_text()], ax.patches, strict=True):
        inside, outside = text.get_window_extent(), box.get_window_extent()
        assert outside.x0 < inside.x0 and inside.x1 < outside.x1
        assert outside.y0 < inside.y0 and inside.y1 < outside.y1


def test_a_word_parted_between_lines_is_said_whole():
    _, text = told({"": [("regulari-\nsation", "given"), ("input,\noutput", "given")]})
    assert "regularisation (given), input, output (given)" in text


@pytest.mark.parametrize("rows", [{}, {"net": [("layers", "learned")]}])
def test_what_cannot_be_drawn(rows):
    with pytest.raises(ValueError, match="needs boxes of the kinds"):
        chains(rows)
