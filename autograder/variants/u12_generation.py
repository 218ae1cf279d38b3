"""Right answers to unit 12, written in other ways."""

import numpy as np

from autograder.answers import variant
from autograder.references import u12_generation as right
from dlaudio.exercises.u12_generation import (
    bigram_bits,
    causal_conv,
    causal_conv_backward,
    causal_reach,
    conditioned_states,
    context_gradients,
    free_run,
    generation_quiz,
    ideal_ratio_mask,
    key_profile,
    melody_loss,
    relative_code,
    sample_with_temperature,
    scheduled_inputs,
    sdr_improvement,
    spectral_gate,
    turn_taking,
)

# ---- conditioning, convolution, masks ------------------------------------------------------------
