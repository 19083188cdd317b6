import pytest

from habeas.law.california.categories import Category, SensitiveCategory


def test_the_categories_are_A_to_L_in_order():
    assert [str(c) for c in Category] == list("ABCDEFGHIJKL")


def test_the_sensitive_kinds_are_those_of_the_statute_and_one_of_the_regulation():
    assert [str(c) for c in SensitiveCategory] == ["1A", "1B", "1C", "1D", "1E", "1F", "1G", "2A", "2B", "2C", "R4"]


@pytest.mark.parametrize(
    ("code", "wording"),
    [
        ("A", "Identifiers"),
        ("B", "Personal information described in Civ. Code §1798.80(e) (Customer Records)"),
        ("C", "Characteristics of protected classifications under California or federal law"),
        ("D", "Commercial information"),
        ("E", "Biometric information"),
        ("F", "Internet or other electronic network activity information"),
        ("G", "Geolocation data"),
        ("H", "Audio, electronic, visual, thermal, olfactory, or similar information"),
        ("I", "Professional or employment-related information"),
        ("J", "Education information"),
        ("K", "Inferences drawn from any of the above to create a profile"),
        ("L", "Sensitive personal information"),
    ],
)
def test_the_statutory_words_are_kept(code, wording):
    assert Category(code).wording == wording


@pytest.mark.parametrize("category", [*Category, *SensitiveCategory])
def test_every_category_has_words_examples_and_a_citation(category):
    assert category.wording
    assert category.examples
    assert "§" in str(category.citation)


@pytest.mark.parametrize(
    ("code", "citation"),
    [
        ("1A", "Civ. Code §1798.140(ae)(1)(A)"),
        ("1G", "Civ. Code §1798.140(ae)(1)(G)"),
        ("2C", "Civ. Code §1798.140(ae)(2)(C)"),
        ("R4", "Cal. Code Regs., tit. 11, §7001(bbb)(4)"),
    ],
)
def test_the_sensitive_kinds_cite_their_paragraph(code, citation):
    assert str(SensitiveCategory(code).citation) == citation


def test_neural_data_and_immigration_status_are_reported_although_older_lists_lack_them():
    assert "Neural data" in [c.wording for c in SensitiveCategory]
    assert "immigration status" in SensitiveCategory("1D").wording
