"""Pictures that units show: each module draws one thing, `draw(**numbers) -> (figure, text)`.

    from dlaudio.plots.drawings import convolution
    plots.show(*convolution.draw(stride=2))

`python -m dlaudio.plots.drawings gallery.html` shows all of them on one page.

| unit | drawings |
|---|---|
| 0 | `knobs`: weights, sound and loss; `trial_steps` (`draw`, `draw_curve`); `four_answers` |
| 0 | `how_far_apart`: two layers by hand |
| 0 | `samples_by_hand`: eight of a tone; `draw_rms`; `draw_difference`; `draw_changes` of sign |
| 0 | `ten_scores`: a bar a name, the highest lit |
| 1 | `dot_product`; `perceptron_update`: a mistake, tip to tail, old and new line; `xor_net` |
| 1 | `weighted_sum`; `line_and_normal`; `detector`; `update_strip`; `novikoff` |
| 1 | `nerve_cell`; `terraces` (`draw`, `draw_feet`: a step across the stair); `folded_square` |
| 1 | `truth_squares` (`draw`, `draw_beats`); `two_wires`: an input as -1, +1 and as 0, 1 |
| 1 | `pocket_counts`: mistakes during an epoch, wrong after it, and what is kept |
| 1 | `drum_net`: a step in a part of a beat; `line_offsets`: two judges' lines, and `draw_hits` |
| 1 | `hiss_balance`: a stair up the gap between two clouds, and what every word comes to |
| 1 | `two_laws`: where a walker under Novikoff's laws can be after 4, 16 and 36 steps |
| 1 | `epoch_lines`: the line after each epoch, with what it still gets wrong |
| 1 | `caught_inside`: a *five* in a triangle of *sevens*; `one_line_shares`: a bar an input |
| 2 | `one_weight_descent`: creeps, zigzags, explodes; `soft_step`; `error_squares` |
| 2 | `three_searches`; `fit_contours`; `two_landscapes`; `likelihood`; `softmax` |
| 2 | `batch_slopes`: what mini-batches say on average; `tilted_valley`, its diagonals, `bits` |
| 2 | `input_times_error`: where the slope in a weight comes from, sample by sample |
| 2 | `closed_form` in cells; `widest_margin` and who holds it; `descent_in_five`: the unit |
| 2 | `word_levels`: twelve bands in four quarters of *five* and of *nine*, and their difference |
| 3 | `layer_forward`: Z = X W + b and its bend; `stack_collapse`; `one_matrix`; `bends` |
| 3 | `regions` of 1, 2, 3, 12 units; `bump_parts`; `folds`; `xor_net` |
| 3 | `tower` (`draw_walls`, then `draw`: three biases); `hill_of_towers`, its net and pinholes |
| 3 | `bent_tones`: a curve, one period, its harmonics; `float_ruler`: how 1 + e^-z is rounded |
| 3 | `product_of_squares`: two valleys seen from above, and the saddle between them |
| 3 | `counting_units`: parity, with the last weights left open; `maxout`; `cancelled_powers` |
| 3 | `stair_error`: a fan from the middle of a stair; `parity_cube` and a chain of XORs |
| 3 | `snare_tower`: a fence of four units, and its net; `soft_flanks`; `which_bends` come closer |
| 4 | `paths` (all, both, upper or lower lit); `walks`; `gates`; `sweeps`: both modes |
| 4 | `chain_rule`; `orders`; `node_graph`: any node's own graph; `step_error`; `kink` |
| 4 | `whole_graph`: a loss of hundreds of nodes, before and after; `knob_paths`; `compressor` |
| 4 | `node_records`: what a sum keeps in mind, value, parents and slopes; `gain_module` |
| 4 | `chord`: a slope ahead, and to both sides; `square_chain`: two squares, there and back |
| 4 | `level_steps`: equal turns of a knob on a curve that gets steeper |
| 4 | `weighed_outputs`: a softmax, its `dout` of ones and one that was drawn |
| 5 | `layer_matrices` (dW, dH, db or Z lit); `net_numbers`: 2-2-1, there and back; `weight_paths` |
| 5 | `boolean_tables`: all sixteen of two inputs, as networks have learnt them; `two_ways` |
| 5 | `hidden_corners`: where two hidden units put the rows of XOR, learnt and stuck |
| 5 | `two_pulls`: what squares and what cross entropy ask of the same outputs |
| 6 | `optimiser_paths`: a valley and its paths; `seed_bands`; `batch_norm` |
| 6 | `batch_noise`; `dropout_masks`: two masks and use; `search_trials`: a point a trial |
| 6 | `grid_and_dice`: 25 trainings of two settings, and which values were tried |
| 6 | `signal_levels` over ten layers; `unit_moves`; `bar_table`: numbers that are bars |
| 7 | `framing`; `far_points`; `leakage`; `two_windows`; `wave_rows` (and bands, half waves) |
| 7 | `wave_products`: a frame times a wave that it holds, and times one that it does not |
| 7 | `mfcc_stages`; `slope_line`; `sick_pictures`; `eight_numbers`; `octave_fold` |
| 7 | `constant_rows`; `source_and_filter` (and the hill); `pitch_curve`; `linear_verdicts` |
| 7 | `cloud_directions`; `product_of_parts`; `centres_moving`; `label_counts`; `lanes` |
| 7 | `harmonic_bars`: the harmonics of a sound, and how much of it lies on them |
| 8 | `convolution` (`draw`, `draw_signal`, `draw_channels`); `convolution_backward` |
| 8 | `pooling`; `wirings` (`draw`, `draw_matrix`); `receptive_field`; `shifted_pulse` |
| 8 | `echo_copies`: a room, sample by sample; `step_grid`: what was struck, what was found |
| 9 | `network_shapes`: any list of layers; `weight_areas`; `backward_faults` |
| 9 | `three_stages`: convolution, bend, pool and back; `onset_pairs`: each onset used once |
| 9 | `there_and_back`: a product with a matrix and with its turned one, and the law of both |
| 9 | `word_grid`: log-mel pictures side by side; `spreads`: curves over several starts |
| 6, 9, 11 | `bar_table`: a table whose numbers are bars |
| 10 | `notes_in_time`: states, shares of the next note, and costs |
| 10 | `unrolled`; `through_time`; `truncation`; `ringing_state`; `same_radius`; `state_strip` |
| 10 | `cut_windows`: a series, its windows and their targets; `four_wirings`: N-N to N-M |
| 10 | `forgotten_frames`: the answer, and the window; `cliff`: thrown off, or clipped |
| 10 | `stacked_nets`: one recurrent layer on another; `eigen_mixture`: a state in two parts |
| 10 | `round_voices`: each voice a bar after the one before, one bar lit |
| 10 | `sung_rolls`: what was sung, and in vermilion what is not the song; `asked_later` |
| 11 | `lstm_cell` (`draw`, `draw_back`) and `gru_cell`, one step lit; `fading` of slopes |
| 11 | `cell_chain`: three modules in a row, of a plain net and of an LSTM |
| 11 | `gate_strip`: a row times four blocks, cut in four; `silent_beats` from eleven starts |
| 11 | `adding_task`: sixty numbers, two marked, and what is wanted at the end |
| 11 | `leak`: leaky units as buckets, step by step; `peaks` of a curve, and those that are kept |
| 11 | `gate_traces`: gates, cell and state over time; `both_directions`; `two_chains`; `strides` |
| 11 | `word_lanes`: what a net makes of a text, a bar after each word |
| 12 | `dilated_stack`; `wavenet_block`; `teacher_forcing`; `encoder_decoder` |
| 12 | `piano_rolls` (`draw`, `draw_growth`); `key_ring` (`draw`, `draw_profiles`) |
| 12 | `choir_rolls` (`draw`, `draw_duet`): what clashes on a grey band; `spectrograms`, a mask |
| 12 | `stairs_of_chance`: where a random number falls, top-k, nucleus; `contexts`; `look_back` |
| 12 | `expectations`: over a composer's shoulder; `verse_growth` of letters; `chord_prices` |
| 12 | `causal_taps`; `masks`; `projection`: SDR as two arrows; `families` of nets that write |
| 12 | `four_numbers` of tunes: a dot for everybody, and what counts as near; `lit_letters` |
| 12 | `lit_letters.draw_guesses`; `practised`: what a net can do, and what it has practised |
| 12 | `told_curves` (`draw`, `draw_straying`): what a note cost, and how far a singer strays |
| 12 | `expected_surprise`: entropy in cells; `padded_tunes`; `mu_law`; `voices_in_turn` |
| 12 | `duet_lines` (`draw`: who has heard what; `draw_code`: steps and intervals); `pair_table` |
| 12 | `writing_loop`: the unit in one picture; the way back of `contexts` and `causal_taps` |
| 12 | `free_steps`: three draws, note and state handed on; `turned_template`: a profile's key |
| 12 | `true_or_own`: what is heard by coins, the truth or the net's own guess |
| 12 | `halved_bracket`: a temperature found by halving, over the curve of entropy |
| 13 | `attention` (`draw`, `draw_backward`: who counts more than the mean, `draw_matrix`) |
| 13 | `heads` (`draw_maps`, `draw`, `draw_stations`) |
| 13 | `ctc_trellis` (`draw`, `draw_circle`, `draw_jumps`, `draw_wanted`): all paths of a word |
| 13 | `ctc_both_ends`: how much of a word goes through one circle |
| 13 | `squeezed_frame`: an autoencoder in numbers |
| 13 | `collapse` of a CTC path; `bits_apart`; `ranked_list`; `sign_step`; `curvature` |
| 13 | `impulses`: which samples of a sound are replaced, and on which side |
| 13 | `power_shares` (`draw`, `draw_back`: the three things that a step back does) |
| 13 | `hidden_stretch` that a net guesses; `sound_tokens` of a net that speaks; `waves_of_years` |
| 13 | `boltzmann_machine`; `melody_strips`; `transformer_block` |
| 13 | `variational_autoencoder` (`draw`, `draw_backward`, `draw_hills`: narrow to melting clouds) |
| 13 | `machine_states` (`draw`, `draw_learning`); `key_weights` on the circle of fifths |
| 13 | `short_dream`: up, down, up, in numbers; `fifths_round`: twelve scales in two units |
| 13 | `piled_machines`: first the lower, then the upper; `brain_and_clock`: their sums in boxes |
| 13 | `head_looks`: the tune once a head; `beam_search`: three beginnings; `crab_canon`: clashes |
| 13 | `words_under_noise`; `newton_walks` (`draw`, `draw_race`) beside gradient descent |
| 13 | `tune_square`: a tune in each corner, and what lies between them; `nine_ideas` at the end |
| 14 | `three_kinds` of instruments; `learn_and_play`: how one is judged; `halvings` are bits |
| 14 | `piles_apart`, `leap_shares`, `phrases` of tunes; `groups_heard`; `goal_bars`, `how_small` |
| 14 | `doubt_curves`: bits a note against doubt, with each composer's lowest point |

Some move in demos: `softmax_bars`, `window_steps`, `channel_steps`, `lstm_steps`,
`attention_query` of `widgets`.
"""
