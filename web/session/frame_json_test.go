package session

import (
	"testing"

	"pgregory.net/rapid"

	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

func TestAFrameIsWrittenAsItsTypeSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sometimes := func(label string) bool { return rapid.Bool().Draw(t, label) }
		f := wire.Frame{T: "frame", Seq: rapid.Uint64().Draw(t, "seq")}
		for i := range rapid.IntRange(0, 3).Draw(t, "clusters") {
			c := wire.ClusterTick{ID: clusterName(i), Edge: raft.Time(rapid.Int64Min(0).Draw(t, "edge"))}
			if sometimes("events") {
				c.First = rapid.Uint64Min(1).Draw(t, "first")
				c.Events = []sim.Event{{At: 5, Kind: sim.ActionEvent, Action: &sim.Acted{Name: "write", Text: "c1 write <&>=1"}}, {Kind: sim.SendEvent, Message: &sim.Message{Envelope: sim.Envelope{ID: 7}}}}
			}
			if sometimes("differs") {
				c.Differs = &wire.Difference{Cluster: "A", At: 9}
			}
			if sometimes("outcomes") {
				c.Outcomes = []wire.Outcome{{Line: 3, Claim: "no violation"}}
			}
			if sometimes("reset") {
				c.Reset = &wire.Cluster{ID: c.ID, Title: "a \"title\""}
			}
			f.Clusters = append(f.Clusters, c)
		}
		if sometimes("pace") {
			f.Pace = &wire.Pace{Playing: sometimes("playing"), Speed: wire.Speed(rapid.Float64Range(0, 10).Draw(t, "speed")), Rate: rapid.Float64Range(1e-7, 10).Draw(t, "rate"), Every: rapid.IntRange(40, 200).Draw(t, "every"), Over: rapid.SampledFrom([]string{"", wire.OverText, wire.OverEvents}).Draw(t, "over")}
			if sometimes("smart") {
				f.Pace.Speed = wire.Smart
			}
		}
		if sometimes("watching") {
			f.Watching = 3
		}
		if sometimes("closed") {
			f.Closed = []string{"B"}
		}
		if sometimes("breaks") {
			f.Breaks = &[]string{}
		}
		if sometimes("look") {
			f.Look = &wire.Look{}
		}
		if sometimes("stop") {
			f.Stop = &wire.Stop{Cluster: "A", Break: "leader"}
		}
		if want, got := string(wire.Marshal(f)), string(marshalFrame(&f)); got != want {
			t.Fatalf("written as\n%s\nwant\n%s", got, want)
		}
	})
}
