"""From answers to words, tables and drawings: the only room with sentences."""
