// Package voice hears voice notes and speaks answers. Who makes words of sound is a
// [Recogniser], who makes sound of words a [Synthesiser]; each is a package of its own
// below this one, named after its technology. Several are asked in order until one can.
package voice
