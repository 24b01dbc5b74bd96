"""Reading Chinese office text: numbers, amounts with their wording, dates, periods. Knows no Django."""
