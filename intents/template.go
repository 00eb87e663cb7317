package intents

// templates are the sentences of the phrases without the particulars of what they name and
// count, by hash, and the errand each is of; "" for one that several errands have. What is
// said just so is certain, whoever and whatever it is about.
type templates map[uint64]string

// learn files the template of a phrase.
func (t templates) learn(errand string, c clause) {
	key, tells := template(c, aStranger)
	if !tells {
		return
	}
	if other, taken := t[key]; taken && other != errand {
		errand = ""
	}
	t[key] = errand
}

// find is the errand of a clause's template, "" for none or several. A name nobody knows may
// be a new customer's; goods that nobody knows are often none of the shop's business, such
// as gold.
func (t templates) find(c clause) string {
	found := ""
	for _, unknown := range []shape{aStranger, aCustomer} {
		key, tells := template(c, unknown)
		if !tells {
			return ""
		}
		switch errand, ok := t[key]; {
		case ok && errand == "", ok && found != "" && found != errand:
			return ""
		case ok:
			found = errand
		}
	}
	return found
}

// template is a hash of what a clause says without the particulars, unknown names as a
// shape. It tells something when it has both a name or number and a word beside it.
func template(c clause, unknown shape) (key uint64, tells bool) {
	key = hashStart
	words := 0
	for i := 0; i < len(c.tokens); i++ {
		if m, at := markAt(c.marks, i); at {
			of := m.shape
			if of == aStranger {
				of = unknown
			}
			key = hashBytes(hashBytes(key, " #"), tags[of])
			i = m.to - 1
			continue
		}
		if t := c.tokens[i]; meaningful(t) {
			key = hashBytes(hashBytes(key, " "), t.plain)
			if t.class == word && !t.tail {
				words++
			}
		}
	}
	return key, words > 0 && len(c.marks) > 0
}
