"""Habeas: a business answers its consumers under the California Consumer Privacy Act."""

__version__ = "0.1.0"
