"""Who is who: countries, organisations, outlets, holders of office, and what role words name.

The facts are data files beside this package; a user's own file lies over them
(`Registry.with_file`). Nothing is read before the first lookup.
"""

from memcon.registry.entries import CountryMatch, Entry, Holder, Role
from memcon.registry.lookup import Registry
from memcon.registry.tables import REGISTRY_VERSION, RegistryError

__all__ = [
    "REGISTRY_VERSION",
    "CountryMatch",
    "Entry",
    "Holder",
    "Registry",
    "RegistryError",
    "Role",
]
