package opinion

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"github.com/tmc/langchaingo/llms/openai"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/intents"
)

//go:embed prompts/*.tmpl
var promptFiles embed.FS

// prompt writes what a model is told.
type prompt struct {
	system  string // the same for every message
	message *template.Template
}

// task is an errand as the prompt shows it.
type task struct {
	intents.Errand
	Others []string // slots that its example does not have
}

func newPrompt(errands []intents.Errand) (*prompt, error) {
	all, err := template.ParseFS(promptFiles, "prompts/*.tmpl")
	if err != nil {
		return nil, fmt.Errorf("opinion: %w", err)
	}
	tasks := make([]task, len(errands))
	for i, e := range errands {
		tasks[i] = task{Errand: e}
		for _, s := range e.Slots {
			if !s.Secret && !strings.Contains(e.Says, "{"+s.Name+":") {
				tasks[i].Others = append(tasks[i].Others, s.Name)
			}
		}
	}
	var b strings.Builder
	if err := all.ExecuteTemplate(&b, "system.tmpl", map[string]any{"Errands": tasks}); err != nil {
		return nil, fmt.Errorf("opinion: %w", err)
	}
	return &prompt{system: b.String(), message: all.Lookup("message.tmpl")}, nil
}

// of is what is said about one message.
func (p *prompt) of(said bot.Utterance) (string, error) {
	text, err := json.Marshal(withoutNumbers(said.Text))
	if err != nil {
		return "", fmt.Errorf("opinion: %w", err)
	}
	open := ""
	if said.Asked.Name != "" {
		open = fmt.Sprintf("%s of %s", said.Asked.Name, said.Errand)
	}
	var b strings.Builder
	err = p.message.Execute(&b, map[string]any{"Open": open, "Text": string(text)})
	return b.String(), err
}

// private is what is left out of a message that goes to a model: phone and account numbers
// and addresses of mail and UPI, which say nothing of what is wanted.
var private = regexp.MustCompile(`\+?\p{Nd}(?:[ -]?\p{Nd}){8,}|[^\s@]+@[^\s@]+`)

// withoutNumbers is a text without what identifies somebody.
func withoutNumbers(text string) string { return private.ReplaceAllString(text, "…") }

// schema is the shape of an answer.
func schema(errands []intents.Errand) *openai.ResponseFormatJSONSchemaProperty {
	var names, slots []any
	for _, e := range errands {
		names = append(names, e.Name)
		for _, s := range e.Slots {
			if !s.Secret && !slices.Contains(slots, any(s.Name)) {
				slots = append(slots, s.Name)
			}
		}
	}
	slot := object(properties{"slot": {Type: "string", Enum: slots}, "quote": {Type: "string"}})
	command := object(properties{"errand": {Type: "string", Enum: names}, "slots": {Type: "array", Items: slot}})
	return object(properties{"commands": {Type: "array", Items: command}})
}

// properties are the schemas of an object's properties.
type properties = map[string]*openai.ResponseFormatJSONSchemaProperty

// object is the schema of an object that has all its properties and no others.
func object(has properties) *openai.ResponseFormatJSONSchemaProperty {
	return &openai.ResponseFormatJSONSchemaProperty{Type: "object", Properties: has, Required: slices.Sorted(maps.Keys(has))}
}
