package scenario

// Form is something that the language can say.
type Form struct {
	Group   string // of forms that belong together; a key, like Key
	Key     string // under which catalogues say what it means, behind "language."
	Form    string // as it is written, with an example's values
	Example string // a whole scenario that says it, in canonical form
}

// entry is a form of the reference; its example is a text below the first lines.
type referenceEntry struct{ key, form, example string }

// Reference returns every form of the language, in the order of a help page.
func Reference() []Form {
	var list []Form
	for _, group := range []struct {
		name    string
		entries []referenceEntry
	}{
		{"settings", referenceSettings},
		{"timing", referenceTiming},
		{"conditions", referenceConditions},
		{"faults", referenceFaults},
		{"network", referenceNetwork},
		{"requests", referenceRequests},
		{"claims", referenceClaims},
		{"variants", referenceVariants},
	} {
		for _, e := range group.entries {
			list = append(list, Form{group.name, e.key, e.form, exampleOf(e.example)})
		}
	}
	return list
}

// exampleOf returns the canonical text of an example.
func exampleOf(text string) string {
	s, err := Parse(firstLine + "\n" + text)
	if err != nil {
		panic(err) // the examples are part of the program, and tested
	}
	return s.Format()
}
