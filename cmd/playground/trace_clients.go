package main

import "raft-playground/raft/sim"

// client words what a client does next, or how its request ended; "" for nothing new. The
// page words it by the same rules (static/js/narration/client.js). That a request is sent
// for the first time shows in its arrival.
func (w words) client(before, now *sim.ClientState) string {
	say := func(key string) string {
		return w.Say(key, "client", now.ID, "cmd", now.Command, "server", now.Target, "attempt", now.Attempt, "attempts", now.Attempts,
			"count", now.Queued, "value", now.Value, "key", now.Key)
	}
	isNew := before.Request != now.Request
	switch {
	case now.Phase == sim.PhaseSent && now.Attempt > 1 && (isNew || now.Attempt != before.Attempt):
		return say("event.retry." + string(now.Retry))
	case now.Phase == sim.PhaseAnswered && (isNew || before.Phase != sim.PhaseAnswered):
		switch {
		case now.Asks == sim.AsksToRead && now.Found:
			return say("event.answered-read")
		case now.Asks == sim.AsksToRead:
			return say("event.answered-missing")
		case now.Asks == sim.AsksToAdd:
			return say("event.answered-add")
		}
		return say("event.answered")
	case now.Phase == sim.PhaseGaveUp && before.Phase != sim.PhaseGaveUp:
		return say("event.gave-up")
	case now.Queued > before.Queued:
		return say("event.queued")
	}
	return ""
}
