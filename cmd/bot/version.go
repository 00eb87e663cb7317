package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is that of this program.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return info.Main.Version
}

// about says which program this is: its version, the commit it was built of, and
// the Go it was built with.
func about() string {
	commit, changed := "unknown commit", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				commit = "commit " + s.Value[:min(len(s.Value), 12)]
			case s.Key == "vcs.modified" && s.Value == "true":
				changed = " with changes"
			}
		}
	}
	return fmt.Sprintf("bot %s, %s%s, %s %s/%s", cmp.Or(version(), "(devel)"), commit, changed, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
