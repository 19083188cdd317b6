"""Notices and the privacy policy, checked against Cal. Code Regs., tit. 11, §§7003 to 7016, and Civ. Code §§1798.110,
1798.125, 1798.130 and 1798.135 (read 2026-11-23, https://cppa.ca.gov/regulations/).

One module for each thing that is checked; each rule takes what a notice says and what is true of the business, and
answers with findings. `policy` and `collection` put them together. Left out: whether a text is understood by those
who read it; only its marks are looked at.

>>> from habeas.law.california.notices.retention import check_retention
>>> [found.severity.value for found in check_retention("as long as needed").value]
['warning']
"""
