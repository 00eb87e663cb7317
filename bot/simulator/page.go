package simulator

import "embed"

// page is the phone in the browser, as it is served.
//
//go:embed page
var page embed.FS
