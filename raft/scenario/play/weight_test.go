package play

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// weighed are runs of many kinds, each with what makes it heavy.
var weighed = []struct {
	name string
	text string
	ends raft.Time
	runs int // so many, where one takes little
}{
	{"five idle servers", "servers 5\n", 20 * raft.Second, 20},
	{"a single server", "servers 1\n", 20 * raft.Second, 20},
	{"nine servers at a heartbeat of 1 ms", "servers 9\nheartbeat 1ms\nlatency 1ms to 2ms\n", 5 * raft.Second, 10},
	{"eight clients that write", "servers 5\nclients 8\n" + everyClient("writes every 20ms"), 60 * raft.Second, 1},
	{"eight clients that write to three servers", "servers 3\nclients 8\n" + everyClient("writes and reads every 5ms"), 20 * raft.Second, 1},
	{"reads by ReadIndex", "servers 5\nclients 8\nreads index\n" + everyClient("writes and reads every 20ms"), 30 * raft.Second, 1},
	{"many messages on their way", "servers 9\nheartbeat 5ms\nlatency 3s to 4s\nelection timeout 20s to 40s\nat 0ms: time out S1\n", 30 * raft.Second, 1},
	{"a full inbox", "servers 5\nheartbeat 1ms\nlatency 1ms to 2ms\nat 1s: pause S2\nafter 0ms: pause S3\n", 4 * raft.Second, 2},
	{"slow disks", "servers 5\nclients 8\ndisk sync 2s\n" + everyClient("writes every 20ms"), 20 * raft.Second, 5},
	{"a leader cut off", "servers 5\nclients 8\n" + everyClient("writes every 20ms") + "at 5s: isolate leader\n", 30 * raft.Second, 1},
	{"sums and reads", "servers 5\n" + sums(400), 60 * raft.Second, 1},
	{"conditions", "servers 5\nclients 8\n" + everyClient("writes and reads every 20ms") + "when x=100000 committed: wait\nend at 59s\n", 58 * raft.Second, 1},
	{"claims of many commands", "servers 5\nclients 8\n" + everyClient("writes every 20ms") + "at 50s: expect x=3 committed\nafter 0ms: expect x=4 took effect once\nafter 0ms: expect x=5 acknowledged\nafter 0ms: expect x=6 never overwritten\n", 58 * raft.Second, 1},
	{"entries lost with broken rules", "servers 5\nclients 8\nwithout commit-only-current-term\n" + everyClient("writes every 20ms") + "at 5s: loss 20%\nafter 0ms: expect logs equal\n", 30 * raft.Second, 1},
}

func everyClient(does string) string {
	var b strings.Builder
	for c := 1; c <= 8; c++ {
		fmt.Fprintf(&b, "at 300ms: c%d %s\n", c, does)
	}
	return b.String()
}

func sums(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "at %dms: c%d add key%d %d\nafter 5ms: c%d read key%d\n", 1000+100*i, 1+i%8, i%200, i, 1+i%8, i%200)
	}
	return b.String()
}

// What a run says that it takes is what it takes, within a factor of two, and likewise
// what is a clone's own: for a run alone, and with as many clones as a session keeps.
func TestARunTakesWhatItSays(t *testing.T) {
	const clones = 23
	for _, w := range weighed {
		for _, every := range []int{0, clones} {
			name := w.name
			if every > 0 {
				name += ", with clones"
			}
			t.Run(name, func(t *testing.T) {
				before := liveHeap()
				var kept []*Run
				said := 0
				for range w.runs {
					run, more, clonesSay := playedWeighed(t, w.text, w.ends, every)
					all, _ := run.Weight()
					said += all + clonesSay
					kept = append(append(kept, run), more...)
				}
				took := liveHeap() - before
				t.Logf("%d KB said, %d KB taken by %d", said>>10, took>>10, w.runs)
				if said > 2*took || took > 2*said {
					t.Errorf("it says %d KB and takes %d KB", said>>10, took>>10)
				}
				runtime.KeepAlive(kept)
			})
		}
	}
}

// playedWeighed plays a text, and returns clones from along its way as well, with what
// they say is their own.
func playedWeighed(t *testing.T, text string, ends raft.Time, clones int) (run *Run, kept []*Run, own int) {
	t.Helper()
	s, err := scenario.Parse("raft 1\n" + text)
	if err != nil {
		t.Fatal(err)
	}
	if run, err = New(s); err != nil {
		t.Fatal(err)
	}
	const ticks = 24 * 20
	for i := 1; i <= ticks; i++ {
		if err := run.RunUntil(ends * raft.Time(i) / ticks); err != nil {
			t.Fatal(err)
		}
		run.World().TakeEvents()
		if every := ticks / (clones + 1); clones > 0 && i%every == 0 && len(kept) < clones {
			_, its := run.Weight()
			own += its
			kept = append(kept, run.Clone())
		}
	}
	return run, kept, own
}

// liveHeap returns how many bytes are in use.
func liveHeap() int {
	runtime.GC()
	runtime.GC() // what a finalizer held
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
