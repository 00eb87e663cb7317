package locales

import "embed"

// Forms are the templates of what the engine says itself, for where words of our
// own may not be sent: forms/<name>.toml. What is in them, package forms knows.
//
//go:embed forms/*.toml
var Forms embed.FS
