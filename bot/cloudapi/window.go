package cloudapi

import "time"

// Window is how long after somebody wrote last he may be written to in words of
// our own; after that only with an approved template.
func (*Channel) Window() time.Duration { return 24 * time.Hour }
