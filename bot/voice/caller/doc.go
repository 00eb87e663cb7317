// Package caller calls speech services over HTTP, each of them in the same way: where may
// be called is asked first, an answer is read up to a limit, and what goes wrong becomes
// one of the errors of package voice, with nothing in it of a key, of what was said, or of
// what was to be said. No redirect is followed: it could carry a voice elsewhere.
//
//	c := caller.New("sarvam", guard)
//	body, kind := caller.Form(caller.File{Name: "note.ogg", Kind: "audio/ogg", Data: note}, "model", "saaras:v4")
//	answer, err := c.Post(ctx, caller.Request{URL: url, Kind: kind, Body: body, Max: 1 << 20})
package caller
