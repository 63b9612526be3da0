package etcd

import (
	"fmt"
	"slices"
)

// entry is an entry of a log. Command is 0 for a no-op.
type entry struct {
	term    uint64
	command int64
}

// view is what is compared of a server.
type view struct {
	term, vote uint64
	leads      bool
	log        []entry
	commit     uint64
	applied    []entry // since its process started
}

// compare returns the first difference between the two.
func (d *duel) compare(beaten bool) error {
	var ours, theirs [maxServers + 1]view
	for id := 1; id <= d.servers; id++ {
		ours[id], theirs[id] = d.ours.look(id), d.theirs.look(id)
	}
	if len(d.ours.found) > 0 {
		return fmt.Errorf("ours found %v", d.ours.found)
	}
	for id := 1; id <= d.servers; id++ {
		a, b := &ours[id], &theirs[id]
		if !d.belongs(id) {
			d.logs[id] = nil
			continue
		}
		switch {
		case a.term != b.term:
			return fmt.Errorf("S%d: our term is %d, theirs %d", id, a.term, b.term)
		case d.votes(id) && a.vote != b.vote:
			return fmt.Errorf("S%d: our vote is for %d, theirs for %d", id, a.vote, b.vote)
		case a.leads != b.leads:
			return fmt.Errorf("S%d: leads here %v, there %v", id, a.leads, b.leads)
		case !slices.Equal(a.log, b.log):
			return fmt.Errorf("S%d: our log is %v, theirs %v", id, a.log, b.log)
		case (a.leads || beaten && d.hearsLeader(&theirs, id)) && a.commit != b.commit:
			return fmt.Errorf("S%d: our commit index is %d, theirs %d", id, a.commit, b.commit)
		}
		if n := len(d.logs[id]); len(a.log) < n || !slices.Equal(a.log[:n], d.logs[id]) {
			d.seen.truncated++
		}
		d.logs[id] = a.log
	}
	for _, side := range []struct {
		ledger *[]entry
		views  *[maxServers + 1]view
	}{{&d.ourLedger, &ours}, {&d.theirLedger, &theirs}} {
		if err := enter(side.ledger, side.views); err != nil {
			return err
		}
	}
	if !slices.Equal(d.ourLedger, d.theirLedger) {
		return fmt.Errorf("committed here: %v, there: %v", d.ourLedger, d.theirLedger)
	}
	d.seen.committed = len(d.ourLedger)
	return nil
}

// hearsLeader reports whether a server has a leader of its own term that it can
// reach.
func (d *duel) hearsLeader(views *[maxServers + 1]view, id int) bool {
	for leader := 1; leader <= d.servers; leader++ {
		if v := &views[leader]; v.leads && v.term == views[id].term && !d.conditions.cut[leader][id] {
			return true
		}
	}
	return false
}

// enter adds to a ledger what has been applied, which must go on where the ledger
// ends, or begin it.
func enter(ledger *[]entry, views *[maxServers + 1]view) error {
	for id, v := range views {
		n := min(len(v.applied), len(*ledger))
		if !slices.Equal(v.applied[:n], (*ledger)[:n]) || len(v.applied) != int(v.commit) {
			return fmt.Errorf("S%d has applied %v with commit index %d, but %v was committed", id, v.applied, v.commit, *ledger)
		}
		*ledger = append(*ledger, v.applied[n:]...)
	}
	return nil
}
