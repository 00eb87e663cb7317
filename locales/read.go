package locales

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/BurntSushi/toml"
)

// readEach reads what each language says from <dir>/<lang>.toml, by tag. An entry that
// nothing reads is a slip of the pen.
func readEach[T any](files fs.FS, dir string) (map[string]*T, error) {
	names, err := fs.Glob(files, dir+"/*.toml")
	if err != nil {
		return nil, err
	}
	all := make(map[string]*T, len(names))
	for _, name := range names {
		said := new(T)
		meta, err := toml.DecodeFS(files, name, said)
		if err != nil {
			return nil, fmt.Errorf("locales: %s: %w", name, err)
		}
		if strange := meta.Undecoded(); len(strange) > 0 {
			return nil, fmt.Errorf("locales: %s: unknown entries %v", name, strange)
		}
		all[strings.TrimSuffix(path.Base(name), ".toml")] = said
	}
	return all, nil
}

// nearest finds what is nearest to lang: itself, without its country, else the fallback's.
func nearest[T any](all map[string]*T, lang string) *T {
	if found, ok := all[lang]; ok {
		return found
	}
	if tag, err := ParseTag(lang); err == nil {
		if found, ok := all[tag]; ok {
			return found
		}
	}
	return all[fallback]
}
