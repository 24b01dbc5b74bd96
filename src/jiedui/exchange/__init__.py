"""Office files in, drafts of entries out: reading, drafting, batches and their two-person posting."""
