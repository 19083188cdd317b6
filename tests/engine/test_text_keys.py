"""Northwind: customers known by five letters, and lines of orders without a key of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from engine.conftest import Worlds
from engine.world import Database, gone

pytestmark = pytest.mark.shared

LINES = "SELECT count(*) FROM order_details JOIN orders USING (order_id) WHERE customer_id IN ('ALFKI', 'ANATR')"


def test_two_customers_go_with_their_orders_and_lines_and_nothing_else(
    shared: Path, tmp_path: Path, world: Worlds
) -> None:
    path = tmp_path / "northwind.sqlite"
    shutil.copyfile(shared / "northwind.sqlite", path)
    database = Database(f"sqlite:{path}")
    tables = database.everything().keys() - {"customers", "orders", "order_details"}

    def columns(table: str) -> list[str]:
        return [name for (name,) in database.rows(f"SELECT name FROM pragma_table_info('{table}')")]

    def plain(table: str, *others: str) -> str:
        return ", ".join(f"{name}: {{}}" for name in columns(table) if name not in others)

    here = world(
        database.system(
            f"customers: {{subject: self, erase: row, columns: {{customer_id: {{identifies: customer}}, {plain('customers', 'customer_id')}}}}}\n"
            f"orders: {{subject: {{via: customer_id}}, columns: {{{plain('orders')}}}}}\n"
            f"order_details: {{subject: {{via: order_id}}, columns: {{{plain('order_details')}}}}}\n"
            + "".join(f"{table}: {{ignore: not about customers}}\n" for table in sorted(tables))
        )
    )
    [(orders,)] = database.rows("SELECT count(*) FROM orders WHERE customer_id IN ('ALFKI', 'ANATR')")
    [(lines,)] = database.rows(LINES)
    assert orders > 5 and lines > 10
    before = database.everything()
    here.erase("customer=ALFKI", "customer=ANATR", "customer=ALFK", "customer=alfki")
    assert gone(before, database.everything()) == {"customers": 2, "orders": orders, "order_details": lines}
    assert database.rows("PRAGMA foreign_key_check") == []
