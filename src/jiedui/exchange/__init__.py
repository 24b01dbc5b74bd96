"""Office files in, drafts of entries out: reading, drafting, batches, two-person posting."""
