package main

import (
	"errors"

	"github.com/sahayak-dev/sahayak/internal/door"
)

// doorSettings say who may come in.
type doorSettings struct {
	Door    string `default:"open" enum:"open,code,list" help:"Who may come in of those who never wrote: open is everybody, code is who has a code (bot invite), list is who is on the list (bot invite --list); who is known stays (${default})."`
	PerHour int    `name:"newcomers-per-hour" help:"With an open door, at most so many new people in an hour; 0 is as many as come."`
}

// door is what they say.
func (s doorSettings) door() (door.Door, error) {
	if s.PerHour < 0 {
		return door.Door{}, errors.New("--newcomers-per-hour is a number of people, or 0 for as many as come")
	}
	return door.Door{Mode: door.Mode(s.Door), PerHour: s.PerHour}, nil
}
