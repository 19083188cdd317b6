"""Filters for showing letters."""

from django import template
from django.utils.html import urlize
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def urlize_plain(text: str) -> SafeString:
    """Links made clickable, everything else escaped."""
    return SafeString(urlize(text, autoescape=True))
