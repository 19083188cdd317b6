"""The consumer's data package: what a request to know is answered with, and the filter nothing forbidden passes."""

from habeas.delivery.data_file import schema_text
from habeas.delivery.dossier import (
    Column,
    Disposition,
    Dossier,
    NotSearched,
    Part,
    PartItem,
    Table,
    Withheld,
)
from habeas.delivery.errors import DeliveryError, MalformedDossier, NeverDisclosed
from habeas.delivery.never_disclose import Cleaned, TextFilter
from habeas.delivery.outline import Described
from habeas.delivery.package import Summary, TableSummary, write_package

__all__ = [
    "Cleaned",
    "Column",
    "DeliveryError",
    "Described",
    "Disposition",
    "Dossier",
    "MalformedDossier",
    "NeverDisclosed",
    "NotSearched",
    "Part",
    "PartItem",
    "Summary",
    "Table",
    "TableSummary",
    "TextFilter",
    "Withheld",
    "schema_text",
    "write_package",
]
