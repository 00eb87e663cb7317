package bot

// Reaching is an [Effect] on another shop than the turn's: one that both agreed to.
// The engine has that shop locked and its revision checked with the turn's own.
type Reaching interface {
	Effect
	// Reaches is the shop, and the revision of it that was decided on; below zero
	// any will do.
	Reaches() (shop, rev int64)
}

// reaches are the other shops that effects are on.
func reaches(effects []Effect) []Reach {
	var out []Reach
	for _, e := range effects {
		if r, ok := e.(Reaching); ok {
			shop, rev := r.Reaches()
			out = append(out, Reach{Shop: ShopID(shop), Rev: rev})
		}
	}
	return out
}
