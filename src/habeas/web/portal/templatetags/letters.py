"""Letters: what a template says is marked, so that it can be compared with what the law requires."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

from habeas.law.california.letters import Paragraph

register = template.Library()


@register.filter
def urlize_plain(text: str) -> SafeString:
    """Links made clickable, everything else escaped."""
    return SafeString(urlize(text, autoescape=True))


class Says(template.Node):
    """`{% says "window" %}...{% endsays %}`: a paragraph of the law, noted in `said` when it prints something."""

    def __init__(self, paragraphs: list[FilterExpression], nodelist: NodeList) -> None:
        self.paragraphs = paragraphs
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        text = self.nodelist.render(context)
        if text.strip():
            context["said"].update(Paragraph(one.resolve(context)) for one in self.paragraphs)
        return mark_safe(text)  # noqa: S308 (rendered by the template engine, escaped as the letter asks)


@register.tag
def says(parser: Parser, token: Token) -> Says:
    """The paragraphs of the law that the text between the tags states."""
    names = token.split_contents()[1:]
    if not names:
        raise template.TemplateSyntaxError("says: name the paragraph, as in habeas.law.california.letters.Paragraph")
    nodelist = parser.parse(("endsays",))
    parser.delete_first_token()
    return Says([parser.compile_filter(name) for name in names], nodelist)
