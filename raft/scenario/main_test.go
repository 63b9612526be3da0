package scenario

import (
	"flag"
	"os"
	"testing"
)

// fresh has properties draw anew each time, as make soak does. Otherwise they draw the
// same, so that what was green stays so.
var fresh = flag.Bool("fresh", false, "draw new texts and runs")

func TestMain(m *testing.M) {
	flag.Parse()
	if seed := flag.Lookup("rapid.seed"); !*fresh && seed.Value.String() == seed.DefValue {
		_ = seed.Value.Set("1")
	}
	os.Exit(m.Run())
}
