package forms

import (
	"fmt"
	"strings"
)

// Problem says what is wrong with a template.
type Problem string

// What [Set.Check] looks for.
const (
	BadName     Problem = "name"                     // not sahayak_ and small letters, figures and _
	BadVar      Problem = "variable"                 // declared wrongly, or not as its bodies have it
	Missing     Problem = "missing language"         // one of [Languages]
	Strange     Problem = "unknown language"         // none of them
	Unsaid      Problem = "unknown key"              // nobody says that reply, or offers that choice
	Unfillable  Problem = "unknown argument"         // no reply it stands for has it
	Empty       Problem = "nothing in it"            // a body, a quick reply or an example
	Long        Problem = "too long"                 // for its part of a template
	Edge        Problem = "variable at an edge"      // a body neither begins nor ends with one
	Adjacent    Problem = "variables side by side"   // without a word between them
	Spaced      Problem = "too much space"           // tabs, four spaces, or more than one empty line
	Crowded     Problem = "few words for variables"  // WhatsApp refuses what is nearly all variables
	Promotional Problem = "promotional"              // in what is to be charged as utility
	Linked      Problem = "link"                     // to WhatsApp itself, or one that hides where it leads
	Leaked      Problem = "foreign letters"          // words in a script that the readers did not choose
	Decomposed  Problem = "letters in parts"         // not in Unicode's composed form
	BadButtons  Problem = "quick replies"            // more or fewer than declared, or too many
	BadTitle    Problem = "title of a quick reply"   // with a variable, a sign, a line break, or twice
	Fixed       Problem = "variable in a fixed part" // of a header or footer of ours
)

// Fault is one thing that WhatsApp would refuse, or nobody could fill or read.
type Fault struct {
	Template string
	Lang     string // "" for what is the same in all
	Problem  Problem
	Detail   string
	Advice   bool // it may be taken all the same
}

// String puts the fault on one line.
func (f Fault) String() string {
	at := f.Template
	if f.Lang != "" {
		at += " " + f.Lang
	}
	return strings.TrimSuffix(fmt.Sprintf("%s: %s: %s", at, f.Problem, f.Detail), ": ")
}

// Grave reports whether any of the faults is more than advice.
func Grave(faults []Fault) bool {
	for _, f := range faults {
		if !f.Advice {
			return true
		}
	}
	return false
}
