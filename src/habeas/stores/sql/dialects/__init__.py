"""What differs between the databases: how keys travel, how a value is normalised or masked. One module each."""

from __future__ import annotations

from collections.abc import Mapping

from habeas.stores.sql.dialects.dialect import Dialect
from habeas.stores.sql.dialects.mariadb import MariaDB
from habeas.stores.sql.dialects.postgresql import PostgreSQL
from habeas.stores.sql.dialects.sqlite import SQLite

DIALECTS: Mapping[str, Dialect] = {
    "postgresql": PostgreSQL(),
    "sqlite": SQLite(),
    "mariadb": MariaDB(),
    "mysql": MariaDB(),
}
