package scenario

import "testing"

// The word that a condition begins with is no server's name, also where a text may use
// every name: what is written down again waits for the same.
func TestWhatAConditionBeginsWithIsNoName(t *testing.T) {
	for _, example := range conditionExamples {
		s, err := Parse("raft 1\nservers 4\nseed 1\n\nwhen " + example + ": wait\n")
		if err != nil {
			t.Fatal(err)
		}
		st := &s.Script.Statements[0]
		if when, what := st.CanSay(4, st.Names()); !when || !what {
			t.Errorf("%q: a text can say when: %v, what: %v", example, when, what)
		}
	}
}
