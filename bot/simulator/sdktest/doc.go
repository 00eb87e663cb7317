// Package sdktest has three SDKs for the Cloud API, none of them ours, talk to
// the emulator: what they send must stand on its phone, and its webhooks must
// mean to them what was done there. It holds tests only.
//
// Each SDK runs in a Node process of its own, node/<name>.mjs, that does what the
// test writes to its standard input and tells what it understood. None of them
// can reach anything but this machine.
package sdktest
