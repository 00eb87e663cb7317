package openai

import "strings"

// Languages are those that Whisper hears, of those that shops are kept in.
func Languages() []string {
	return []string{"hi", "ta", "te", "bn", "mr", "gu", "kn", "ml", "pa", "en"}
}

// promised are those of them that OpenAI lists for its voices: others are spoken as well,
// by a voice that has not learned them
// (https://platform.openai.com/docs/guides/text-to-speech#supported-languages).
func promised() []string { return []string{"hi", "ta", "mr", "kn", "en"} }

// names are languages as Whisper calls them; Hindi may well be taken for Urdu.
var names = map[string]string{
	"hindi": "hi", "tamil": "ta", "telugu": "te", "bengali": "bn", "marathi": "mr", "gujarati": "gu",
	"kannada": "kn", "malayalam": "ml", "punjabi": "pa", "panjabi": "pa", "english": "en", "urdu": "ur",
}

// language is the code of a language that was answered by its name or by its code; "" when
// it is neither.
func language(answered string) string {
	answered = strings.ToLower(strings.TrimSpace(answered))
	if code := names[answered]; code != "" {
		return code
	}
	if len(answered) == len("hi") && strings.Trim(answered, "abcdefghijklmnopqrstuvwxyz") == "" {
		return answered
	}
	return ""
}
