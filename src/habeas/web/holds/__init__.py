"""Law-enforcement directions not to delete (Civ. Code §1798.145(a)(1)(B))."""
