package main

import "runtime/debug"

// release is set by the linker when a release is built.
var release string

// version returns what this program is: a release, or the commit that it was
// built from.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	commit, changed := "", ""
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			commit = setting.Value
		case "vcs.modified":
			if setting.Value == "true" {
				changed = "+changes"
			}
		}
	}
	if len(commit) >= 12 {
		return commit[:12] + changed
	}
	return "development"
}
