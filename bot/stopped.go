package bot

import "context"

// whileStopped is why a job is not done now in a shop that was stopped.
const whileStopped = "stopped"

// suspended answers in a shop that was stopped: who writes is told so, at most once in
// [ToldAgain], and nothing of it is worked. His messages are kept like others, and count
// as worked. What operators write is theirs still, and who is with one stays with him.
// False when the shop was not stopped.
func (a *attempt) suspended(ctx context.Context) (bool, error) {
	if a.base.Stopped.IsZero() {
		return false, nil
	}
	if a.session.Doubt.IsZero() {
		if done, err := a.amongPeople(ctx); done || err != nil {
			return true, err
		}
	}
	a.session.Stack, a.whole = nil, true
	if a.turn.now.Sub(a.session.Stopped) >= ToldAgain {
		a.turn.Say("bot.door.suspended", nil)
		a.session.Stopped = a.turn.now
	}
	return true, nil
}
