package sim

import "raft-playground/raft"

// Traffic is what a client asks for by itself: it writes ever higher values under
// [TrafficKey], and reads them.
type Traffic struct {
	Writes bool          `json:"writes,omitempty"`
	Reads  bool          `json:"reads,omitempty"`
	Every  raft.Duration `json:"every,omitempty"` // 0: nothing
}

// TrafficKey is the key under which clients write by themselves.
const TrafficKey = "x"

// traffic is where a client's traffic stands.
type traffic struct {
	next   raft.Time // when it is due again; raft.Never when there is none
	order  uint64
	reads  bool  // it is a read's turn
	newest int64 // the highest value that the client has ever written under the key
}

// trafficDue is called when a client's next request of its own is due.
func (w *World) trafficDue(c *client) {
	t := c.shown.Traffic
	c.traffic.next = w.now + t.Every
	c.traffic.order = w.agenda.nextOrder()
	if c.outstanding() {
		return
	}
	command := raft.Command{Op: raft.Get, Key: TrafficKey}
	if !c.traffic.reads {
		if c.traffic.newest >= MaxValue {
			return
		}
		command.Op, command.Value = raft.Set, c.traffic.newest+1
	}
	c.traffic.reads = t.Reads && (!t.Writes || !c.traffic.reads)
	w.request(c, command, 0)
}

// wrote takes note of what a client writes, so that its traffic writes something
// else.
func (t *traffic) wrote(c raft.Command) {
	if c.Op == raft.Set && c.Key == TrafficKey {
		t.newest = max(t.newest, c.Value)
	}
}
