package opinion

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// ErrConfig says that a file of models cannot be used, and why.
var ErrConfig = errors.New("opinion: the file of models cannot be used")

// Config says which models are asked, and how much. The zero value asks none.
type Config struct {
	PerPerson int           `toml:"per_person"` // questions of one person in a day; 0 is 20
	PerDay    int           `toml:"per_day"`    // of all in a day; 0 is 2000
	AtOnce    int           `toml:"at_once"`    // being asked at a time; 0 is 8
	Deadline  time.Duration `toml:"deadline"`   // of all models together; 0 is 4 s
	Keep      time.Duration `toml:"keep"`       // how long an answer is remembered; 0 is a day
	Models    []Model       `toml:"model"`      // the first is asked first
}

// Kind is how a model is spoken to.
type Kind string

// The kinds of services.
const (
	OpenAI    Kind = "openai" // and all that speak like it: llama.cpp, vLLM, Groq, LiteLLM, …
	Anthropic Kind = "anthropic"
	Bedrock   Kind = "bedrock" // with the credentials of the machine, as AWS' own tools find them
	Ollama    Kind = "ollama"
)

// Model is a language model and where it is.
type Model struct {
	Kind   Kind          `toml:"kind"`
	Model  string        `toml:"model"`  // what the service calls it
	URL    string        `toml:"url"`    // where the service is; "" is where it usually is
	Region string        `toml:"region"` // of Bedrock; "" is ap-south-1
	Key    string        `toml:"key"`    // env:NAME or file:PATH; "" is none
	Format Format        `toml:"format"` // of OpenAI: how the shape of answers is asked for; "" is Schema
	Wait   time.Duration `toml:"wait"`   // how long an answer may take; 0 is 2.5 s
}

// Format is how a service that speaks like OpenAI's is told what an answer looks like.
type Format string

// The formats.
const (
	Schema Format = "schema" // by a JSON schema that it keeps to
	JSON   Format = "json"   // that it is JSON
	Words  Format = "words"  // by the prompt alone
)

// usual is what holds where nothing is said.
const (
	usualPerson   = 20
	usualDay      = 2000
	usualAtOnce   = 8
	usualDeadline = 4 * time.Second
	usualKeep     = 24 * time.Hour
	usualWait     = 2500 * time.Millisecond
	usualRegion   = "ap-south-1"
)

// usualURL is where a service is.
var usualURL = map[Kind]string{
	OpenAI: "https://api.openai.com/v1", Anthropic: "https://api.anthropic.com/v1", Ollama: "http://localhost:11434",
}

// ReadConfig reads a file of models, TOML. [ErrConfig] says what is wrong with it.
func ReadConfig(path string) (Config, error) {
	raw, err := os.ReadFile(path) //nolint:gosec // the operator's own choice
	if errors.Is(err, fs.ErrNotExist) {
		return Config{}, fmt.Errorf("%w: there is no %s", ErrConfig, path)
	}
	if err != nil {
		return Config{}, err
	}
	var c Config
	meta, err := toml.Decode(string(raw), &c)
	if err != nil {
		return Config{}, fmt.Errorf("%w: %s: %w", ErrConfig, path, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return Config{}, fmt.Errorf("%w: %s: nothing is called %s", ErrConfig, path, unknown[0])
	}
	if c, err = c.whole(); err != nil {
		return Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// whole is the configuration with what was left out, or what is wrong with it.
func (c Config) whole() (Config, error) {
	for _, n := range []struct {
		at    *int
		usual int
	}{{&c.PerPerson, usualPerson}, {&c.PerDay, usualDay}, {&c.AtOnce, usualAtOnce}} {
		if *n.at < 0 {
			return c, fmt.Errorf("%w: no number in it may be negative", ErrConfig)
		}
		if *n.at == 0 {
			*n.at = n.usual
		}
	}
	if c.Deadline < 0 || c.Keep < 0 {
		return c, fmt.Errorf("%w: deadline and keep are not negative", ErrConfig)
	}
	if c.Deadline == 0 {
		c.Deadline = usualDeadline
	}
	if c.Keep == 0 {
		c.Keep = usualKeep
	}
	models := make([]Model, len(c.Models))
	for i, m := range c.Models {
		var err error
		if models[i], err = m.whole(); err != nil {
			return c, fmt.Errorf("%w: model %d: %w", ErrConfig, i+1, err)
		}
	}
	c.Models = models
	return c, nil
}

// whole is a model with what was left out.
func (m Model) whole() (Model, error) {
	switch m.Kind {
	case OpenAI, Anthropic, Ollama:
		if m.URL == "" {
			m.URL = usualURL[m.Kind]
		}
	case Bedrock:
		if m.Region == "" {
			m.Region = usualRegion
		}
		if m.URL == "" {
			m.URL = "https://bedrock-runtime." + m.Region + ".amazonaws.com"
		}
	default:
		return m, fmt.Errorf("kind %q is none of openai, anthropic, bedrock, ollama", m.Kind)
	}
	if m.Format == "" {
		m.Format = Schema
	}
	if m.Format != Schema && m.Format != JSON && m.Format != Words {
		return m, fmt.Errorf("format %q is none of schema, json, words", m.Format)
	}
	if m.Model == "" {
		return m, errors.New("it has no name (model = …)")
	}
	if at, err := url.Parse(m.URL); err != nil || at.Host == "" || at.Scheme != "http" && at.Scheme != "https" {
		return m, errors.New("url is not https://host/…")
	}
	if m.Wait < 0 {
		return m, errors.New("wait is not negative")
	}
	if m.Wait == 0 {
		m.Wait = usualWait
	}
	return m, nil
}

// secret is a model's key.
func (m Model) secret() (string, error) {
	how, what, _ := strings.Cut(m.Key, ":")
	switch {
	case m.Key == "":
		return "", nil
	case how == "env" && os.Getenv(what) != "":
		return os.Getenv(what), nil
	case how == "env":
		return "", fmt.Errorf("%w: %s is not set, which should hold the key", ErrConfig, what)
	case how == "file":
		raw, err := os.ReadFile(what) //nolint:gosec // the operator's own choice
		if err != nil {
			return "", fmt.Errorf("%w: the key: %w", ErrConfig, err)
		}
		return strings.TrimSpace(string(raw)), nil
	}
	return "", fmt.Errorf("%w: a key is env:NAME or file:PATH", ErrConfig)
}

// Name is what a model is called in logs and to the operator.
func (m Model) Name() string { return string(m.Kind) + " " + m.Model }
