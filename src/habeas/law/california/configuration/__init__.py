"""A business's settings, held against the rules on methods, verification and deletion (read 2026-11-23,
https://cppa.ca.gov/regulations/).

A setting that the law does not allow is not applied: `check` says what is wrong, and what takes its place. Each module
looks at one kind of setting and asks the rules that decide it. Left out: how the settings come from files, and what
nobody can read off a setting, such as whether a mailbox is read.

>>> from habeas.law.california.configuration.check import check_configuration
>>> from habeas.law.california.configuration.settings import Settings
>>> from datetime import date
>>> check_configuration(Settings(), on=date(2026, 11, 23)).value
()
"""
