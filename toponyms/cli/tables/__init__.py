"""Tables for `toponyms csv`: rows go by one at a time, as they are, and get new cells behind their own."""
