// Package npm brings what tests need from the npm registry: the WhatsApp SDKs
// that talk to the emulator, and axe-core, which looks over its page.
//
//	modules := npm.Modules(t)
//	axe, err := os.ReadFile(filepath.Join(modules, "axe-core", "axe.min.js"))
//
// What is brought, in which version and with which checksum is in package.json
// and package-lock.json. The lock names no registry: npm asks the one that the
// machine is set to.
package npm
