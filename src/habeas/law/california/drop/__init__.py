"""The Delete Act's platform, DROP, as a data broker meets it: Civ. Code §§1798.99.80-89 (read 2026-11-23).

Left out: the consumer's side, which is the agency's.

>>> from habeas.law.california.drop.lists import Status
>>> Status("3").name
'DELETED'
"""
