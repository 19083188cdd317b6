"""What differs between the databases: how keys travel, how a value is normalised or masked. One module each."""

from __future__ import annotations

from collections.abc import Mapping

from habeas.stores.sql.dialects.bigquery import BigQuery
from habeas.stores.sql.dialects.compiled import Compiled
from habeas.stores.sql.dialects.databricks import Databricks
from habeas.stores.sql.dialects.dialect import Dialect
from habeas.stores.sql.dialects.mariadb import MariaDB
from habeas.stores.sql.dialects.oracle import Oracle
from habeas.stores.sql.dialects.postgresql import PostgreSQL
from habeas.stores.sql.dialects.redshift import Redshift
from habeas.stores.sql.dialects.snowflake import Snowflake
from habeas.stores.sql.dialects.sqlite import SQLite
from habeas.stores.sql.dialects.sqlserver import SQLServer

# Their statements are compiled and compared as text; none was run.
COMPILED: Mapping[str, Compiled] = {
    "mssql": SQLServer(),
    "oracle": Oracle(),
    "snowflake": Snowflake(),
    "bigquery": BigQuery(),
    "redshift": Redshift(),
    "databricks": Databricks(),
}
DIALECTS: Mapping[str, Dialect] = {
    "postgresql": PostgreSQL(),
    "sqlite": SQLite(),
    "mariadb": MariaDB(),
    "mysql": MariaDB(),
    **COMPILED,
}
