"""Pictures of happenings: a timeline and a network of dealings, as SVG, PNG or a page of HTML."""

from memcon.pictures.draw import draw_network, draw_timeline, ending_of

__all__ = ["draw_network", "draw_timeline", "ending_of"]
