package session

import "time"

// Allowance bounds how much someone may ask for: rate a second in the long run,
// burst at once. It is not safe for concurrent use.
type Allowance struct {
	rate, burst float64
	left        float64
	at          time.Time
}

// NewAllowance returns one of which nothing is taken yet.
func NewAllowance(rate, burst float64, now time.Time) Allowance {
	return Allowance{rate: rate, burst: burst, left: burst, at: now}
}

// Take takes cost if anything is left, and reports whether it did. A cost may be
// larger than what is left: it then takes the longer until something is left
// again. So what is only known afterwards can be charged afterwards.
func (a *Allowance) Take(cost float64, now time.Time) bool {
	a.refill(now)
	if a.left < min(cost, 1) {
		return false
	}
	a.left -= cost
	return true
}

// wait returns in how many seconds something is left again.
func (a *Allowance) wait(now time.Time) float64 {
	a.refill(now)
	return max(0, 1-a.left) / a.rate
}

// charge takes cost, whatever is left.
func (a *Allowance) charge(cost float64, now time.Time) {
	a.refill(now)
	a.left -= cost
}

func (a *Allowance) refill(now time.Time) {
	if passed := now.Sub(a.at).Seconds(); passed > 0 {
		a.left = min(a.burst, a.left+passed*a.rate)
		a.at = now
	}
}
