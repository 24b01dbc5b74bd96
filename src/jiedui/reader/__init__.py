"""Chinese office text: cells to values, running text to claims. No Django.

Two doors. `exchange` reads **cells** with `amounts`, `dates`, `spans` and `text`. Running text goes
through one function::

    from jiedui.reader.read import read_text

    reading = read_text(text, as_of=None)   # -> reading.Reading

A `Reading` holds, each with its span in the text as given (code points, line ends counted):

* `claims`: `Claim(start, end, text, measure, value, wording, unit, period, donor, recipient,
  source, category, status, part_of)`. `value` is an exact fraction of its base unit (yuan, m2);
  `claim.interval(scale)` gives the kernel's interval, for money with `scale=100` in fen. Parties
  carry the name told and the keys of the places known (`kernel.placekey`).
* `non_claims`: numerals that state nothing about assistance, each with its `Reason`.
* `not_understood`: numerals of which the reader cannot say what they mean. Silence is no answer.
* `findings`: stated sums, differences, growths, shares, products and balances of an account held
  against the numbers they follow from (`claims` by position), `is_ok` where they agree.

The way there, one module a step: `layout` (blocks) -> `moments`, `naming` with `spelled`,
`setaside`, `quantities` (what stands in a block) -> `passage` (sentences, clauses) -> `counting`,
`persons` (measure) -> `dating` (period, planned) -> `sense` (source, sector) -> `sides`,
`addressed`, `roles` with `frames` and `givers` (donor, recipient) -> `wholes`, `relations` with
`shares`, `across`, `lists`, `itemised`, `proposals` with `percentages` and `turned` (parts,
findings, by `agreement`), `solving` with `stock`, `gaps`, `spells` and `paces` (what a stretch of
text makes by its shape), `among` (parts told without a word for it), `funds` and `consequences`
(source, parts and status by findings), `handing` (what parts have of their total), `purse` (whose
money the page as a whole tells of); `tables` and `columns` for tables, `noted` for what is said
below them. `documents` turns files into text.
The words are data: `vocabulary`.
"""
