"""The language model: from a text to its words, tree, names and attributions; no politics."""
