package dialogs

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"reflect"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// field is one slot of a form's struct.
type field struct {
	bot.Slot
	leave bool // once asked for, it may be left open
	index int
}

// fieldsOf reads the slots of a struct type from its `slot:"name,options"`
// tags. Options: "optional" is never asked for, "skip" is asked for but may be
// left open, "leave" is optional and may be left open once something asks for
// it, "choose" makes a string one of the skill's listed values.
func fieldsOf(t reflect.Type) ([]field, error) {
	if t.Kind() != reflect.Struct {
		return nil, fmt.Errorf("dialogs: %s is not a struct", t)
	}
	var out []field
	for i := range t.NumField() {
		tag, ok := t.Field(i).Tag.Lookup("slot")
		if !ok {
			continue
		}
		f, err := fieldOf(t.Field(i), tag)
		if err == nil && slices.ContainsFunc(out, func(other field) bool { return other.Name == f.Name }) {
			err = fmt.Errorf("a second slot is called %q", f.Name)
		}
		if err != nil {
			return nil, fmt.Errorf("dialogs: %s.%s: %w", t, t.Field(i).Name, err)
		}
		f.index = i
		out = append(out, f)
	}
	return out, nil
}

func fieldOf(in reflect.StructField, tag string) (field, error) {
	parts := strings.Split(tag, ",")
	f := field{Slot: bot.Slot{Name: parts[0]}}
	switch {
	case f.Name == "":
		return field{}, errors.New("a slot needs a name")
	case !in.IsExported():
		return field{}, errors.New("a slot's field must be exported, or it cannot be filled")
	}
	for _, option := range parts[1:] {
		switch option {
		case "optional":
			f.Optional = true
		case "skip":
			f.Optional, f.Skip = true, true
		case "leave":
			f.Optional, f.leave = true, true
		case "choose":
			f.Kind = bot.Choose
		default:
			return field{}, fmt.Errorf("unknown option %q", option)
		}
	}
	if f.Kind == "" {
		kind, err := kindOf(in.Type)
		if err != nil {
			return field{}, err
		}
		f.Kind = kind
	}
	return f, nil
}

// kindOf asks a type what kind of value it is, by the "kind" its zero value
// writes in JSON: domain types need not import this package, nor bot.
func kindOf(t reflect.Type) (bot.Kind, error) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() == reflect.String && !t.Implements(reflect.TypeFor[json.Marshaler]()) {
		return bot.Text, nil
	}
	raw, err := json.Marshal(reflect.Zero(t).Interface())
	if err != nil {
		return "", err
	}
	var v bot.Value
	if err := json.Unmarshal(raw, &v); err != nil || v.Kind == "" {
		return "", fmt.Errorf("%s does not say its kind: its JSON is %s", t, raw)
	}
	return v.Kind, nil
}

// decode reads a frame's slots into the struct that out points to.
func decode(f *bot.Frame, fields []field, out reflect.Value) error {
	for _, field := range fields {
		raw, ok := f.Slots[field.Name]
		if !ok {
			continue
		}
		if err := decodeField(raw, out.Field(field.index)); err != nil {
			return fmt.Errorf("dialogs: slot %s: %w", field.Name, err)
		}
	}
	return nil
}

func decodeField(raw json.RawMessage, out reflect.Value) error {
	if out.Kind() == reflect.Pointer && string(raw) != "null" {
		out.Set(reflect.New(out.Type().Elem()))
		return decodeField(raw, out.Elem())
	}
	if out.Kind() != reflect.String || out.Type().Implements(reflect.TypeFor[json.Marshaler]()) {
		return json.Unmarshal(raw, out.Addr().Interface())
	}
	var v bot.Value
	if err := json.Unmarshal(raw, &v); err != nil {
		return err
	}
	out.SetString(v.Text)
	return nil
}

// versionOf names the shape of the slots: it changes when one is added, removed
// or becomes another kind.
func versionOf(fields []field) string {
	h := fnv.New32a()
	for _, f := range fields {
		fmt.Fprintf(h, "%s:%s;", f.Name, f.Kind)
	}
	return fmt.Sprintf("%x", h.Sum32())
}
