"""resolve people -> decide each row -> explain -> execute -> verify. Knows neither Django nor the law."""
