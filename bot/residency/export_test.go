package residency

import "net"

// Meet has a name in the country been found at an address.
func (r *Rule) Meet(at net.Addr) { r.meet(at) }

// Let is whether an address may be connected to.
func (r *Rule) Let(address string) error { return r.let("tcp", address) }
