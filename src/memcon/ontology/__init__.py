"""PLOVER and CAMEO as data: event types, modes, contexts, sectors, codes, and the event lexicon."""

from memcon.ontology.choice import Surroundings, choose, holds
from memcon.ontology.lexicon import (
    SLOTS,
    PartOfSpeech,
    Pattern,
    all_patterns,
    as_written,
    complement_mode,
    head_words,
    is_quantity,
    patterns_for,
    promised_type,
    usual_cameo,
)
from memcon.ontology.tables import (
    ONTOLOGY_VERSION,
    EventType,
    Mode,
    OntologyError,
    cameo_codes,
    cameo_name,
    contexts,
    contexts_of,
    contexts_told,
    event_types,
    score,
    sectors,
)

EVENT_TYPES = event_types()
SECTORS = sectors()

__all__ = [
    "EVENT_TYPES",
    "ONTOLOGY_VERSION",
    "SECTORS",
    "SLOTS",
    "EventType",
    "Mode",
    "OntologyError",
    "PartOfSpeech",
    "Pattern",
    "Surroundings",
    "all_patterns",
    "as_written",
    "cameo_codes",
    "cameo_name",
    "choose",
    "complement_mode",
    "contexts",
    "contexts_of",
    "contexts_told",
    "event_types",
    "head_words",
    "holds",
    "is_quantity",
    "patterns_for",
    "promised_type",
    "score",
    "sectors",
    "usual_cameo",
]
