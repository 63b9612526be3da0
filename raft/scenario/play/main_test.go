package play

import (
	"testing"

	"raft-playground/raft/scenario/scenariotest"
)

func TestMain(m *testing.M) { scenariotest.Main(m) }
