"""What MariaDB's error numbers mean for a run."""

from __future__ import annotations

from habeas.stores.errors import StoreBusy, StoreError, StoreLost, StoreReadOnly, StoreRefused, StoreUnreachable

BUSY = {1020: "had a row changed by others", 1205: "waited too long for a lock", 1213: "broke a deadlock"}
# The connection went away: shut down, killed, idle for too long, no answer.
LOST = {1053, 1152, 1158, 1159, 1160, 1161, 1927, 2006, 2013, 2055}
FULL = {1040, 1203, 1226}
TOO_LONG = {1969, 3024}
TOO_LARGE = {1153, 1301}
DENIED = {1044, 1045, 1142, 1143, 1227, 1370, 1698}
READ_ONLY = {1036, 1290, 1792, 1836, 4031}
CHANGED = {1049, 1051, 1054, 1146}
CONSTRAINT = {1022, 1048, 1062, 1169, 1216, 1217, 1451, 1452, 1557, 1761, 1762, 3819, 4025}
VALUE = {1264, 1265, 1292, 1364, 1366, 1406, 1411, 1441, 1525, 1690, 3140, 4038}


def of_mariadb(code: int, system: str, is_writing: bool, was_connected: bool) -> StoreError:
    here = f"system {system!r}"
    if code in BUSY:
        return StoreBusy(f"{here} {BUSY[code]} ({code}); nothing was changed, try again")
    if code in TOO_LONG:
        return StoreUnreachable(
            f"{here} stopped a statement that took too long ({code}); raise `limits.statement_timeout`"
        )
    if code in TOO_LARGE:
        return StoreRefused(f"{here} takes no statement that large ({code}); raise its max_allowed_packet")
    if code == 1045 or code == 1698:
        return StoreRefused(f"{here} does not know the user or the password of its `url` ({code}); check `url`")
    if code in DENIED and not is_writing:
        return StoreRefused(f"{here}: the user of its `url` may not read every table ({code}); grant it SELECT")
    if code in DENIED | READ_ONLY:
        return StoreReadOnly(f"{here} refuses to be changed ({code}); give its `url` a user that may write")
    if code in CHANGED:
        return StoreRefused(f"{here} no longer has a table or column ({code}); run `habeas check`")
    if code in CONSTRAINT | VALUE:
        return StoreRefused(f"{here} refused a statement ({code}); a constraint or a type stands against it")
    if was_connected and code in LOST:
        return StoreLost(f"{here} does not answer any more ({code}); its connection was lost, try again")
    if (1000 <= code < 2000 or code >= 3000) and code not in LOST | FULL:
        return StoreRefused(f"{here} refused a statement ({code}); see the error's number in its manual")
    return StoreUnreachable(
        f"{here} does not answer ({code}); check that it runs and that `url` is right, then try again"
    )
