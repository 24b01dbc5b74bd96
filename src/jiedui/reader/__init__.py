"""Reading Chinese office text: numbers, amounts with wording, dates, periods. No Django."""
