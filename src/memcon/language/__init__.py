"""The language model: from a text to its words, tree, names, attributions and triggers."""
