package shop

// Premises is one of the shops somebody belongs to.
type Premises struct {
	ID   int64
	Name string // "" when it has none yet
	Here bool   // the one he is in
	Own  bool   // he owns it
}

// ChangeShop is how it is kept that somebody opened another shop; there is nothing
// to put back.
const ChangeShop = "shop"

// OpenShop makes another shop that the person owns, and takes him there.
type OpenShop struct{ Name string }

// Effect marks it as something a turn does.
func (OpenShop) Effect() {}

// Leaves says that it takes the person away.
func (OpenShop) Leaves() {}
