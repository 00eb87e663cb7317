// Command learn writes what the ears learn of the phrases, for the program to carry:
// go generate ./internal/app.
package main

import (
	"io"
	"log"
	"os"
	"path/filepath"

	"github.com/sahayak-dev/sahayak/internal/app"
)

func main() {
	err := app.Learn(func(lang string) (io.WriteCloser, error) {
		return os.Create(filepath.Join(folder, filepath.Base(lang)+".gz"))
	})
	if err != nil {
		log.Fatal(err) //nolint:forbidigo // this is main
	}
}

// folder is where it is carried from.
const folder = "ears"
