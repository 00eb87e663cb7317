package journaltest

// operators are the parts about what an operator answers for: who saw what, how
// long it is kept, and what did not arrive.
func operators() []part {
	return []part{
		{"turns leave a row in the audit", audit},
		{"operator and jobs are audited", noted},
		{"a deed names so many things", many},
		{"letters are listed and sent again", letters},
		{"what was taken back is not sent again", taken},
		{"what is old goes", pruned},
		{"what something waits for stays", waited},
		{"a chain of undoing stays whole", chained},
		{"sessions are emptied, not forgotten", idle},
		{"pruning is begun once an hour", dueOnce},
		{"two prune at once", prunedTwice},
		{"a shop is erased", erasing},
		{"much of a shop is erased", erasingMuch},
		{"a shop is given up", closed},
		{"what was said of somebody is wiped", unsaying},
		{"a destroyed thing is called otherwise", destroyedThing},
	}
}
