package steady

// Counts is what became of the calls of a service since the start.
type Counts struct {
	Calls   int64 // tries that went out
	Failed  int64 // of these, not answered, or answered with a failure of the service
	Retried int64 // tries after the first
	Spared  int64 // calls that were not made because the service was down
	Downs   int64 // times it went down
}

// Counts reads the counters.
func (s *Service) Counts() Counts {
	return Counts{
		Calls: s.calls.Load(), Failed: s.failed.Load(), Retried: s.again.Load(),
		Spared: s.spared.Load(), Downs: s.opened.Load(),
	}
}

// State is "closed" while the service is called, "open" while it is not, and
// "half-open" while one call finds out.
func (s *Service) State() string { return s.breaker.State().String() }
