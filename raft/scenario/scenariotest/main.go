package scenariotest

import (
	"flag"
	"os"
	"testing"
)

// Fresh has properties draw anew each time, as make soak does. Otherwise they draw the
// same, so that what was green stays so.
var Fresh = flag.Bool("fresh", false, "draw new texts and runs")

// Main runs a package's tests.
func Main(m *testing.M) {
	flag.Parse()
	if seed := flag.Lookup("rapid.seed"); !*Fresh && seed.Value.String() == seed.DefValue {
		_ = seed.Value.Set("1")
	}
	os.Exit(m.Run())
}
