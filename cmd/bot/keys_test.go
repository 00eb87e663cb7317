package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/seal"
)

// lent is a customer's account being opened.
const lent = "zubeida ko 500 udhaar diya\n\n"

// TestKeys moves the key out of the data folder, and forgets a customer.
func TestKeys(t *testing.T) {
	dir := t.TempDir()
	data, elsewhere := filepath.Join(dir, "data"), filepath.Join(dir, "elsewhere", "key")
	if _, err := command(t, "keys", "--data", data); err == nil {
		t.Error("keys of nothing")
	}
	pipe(t, lent, "chat", "--data", data)
	info, err := os.Stat(filepath.Join(data, "key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the key is %v, %v", info, err)
	}
	says(t, pipe(t, "", "keys", "--data", data), "sealed with ", "1 shops, ", "0 tables")
	said, _ := visit(t, "--data", data, "--addr", "127.0.0.1:0")
	says(t, said, "✔ key", "lies beside it", "bot keys rotate")

	says(t, pipe(t, "", "keys", "rotate", "--data", data, "--to", "file:"+elsewhere), "sealed with ", "--key file:"+elsewhere)
	if _, err := command(t, "chat", "--data", data); err == nil || !strings.Contains(err.Error(), seal.ErrKey.Error()) {
		t.Errorf("with the old key: %v", err)
	}
	raw, err := os.ReadFile(elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("MY_KEY", string(raw))
	t.Setenv("SAHAYAK_KEY", "env:MY_KEY")
	if err := os.Remove(filepath.Join(data, "key")); err != nil {
		t.Fatal(err)
	}
	says(t, pipe(t, "zubeida ka kitna baaki hai\n", "chat", "--data", data), "₹500")
	says(t, pipe(t, "", "keys", "renew", "--data", data), "new keys")
	says(t, pipe(t, "", "keys", "renew", "--shop", "1", "--data", data), "1 new keys")
	says(t, pipe(t, "", "keys", "seal", "--data", data), "all is sealed")
	says(t, pipe(t, "", "keys", "forget", "zubeida", "--of", "owner", "--channel", "console", "--data", data), "forgotten")
	says(t, pipe(t, "", "audit", "--address", "owner", "--channel", "console", "--data", data), "delete the bot or its operator: customer:")
	if book := dump(t, data, "owner"); !strings.Contains(book, "—") || strings.Contains(book, "Zubeida") {
		t.Errorf("the book is\n%s", book)
	}
	if _, err := os.Stat(filepath.Join(data, "key")); err == nil {
		t.Error("a key was made that nobody needs")
	}
	says(t, pipe(t, "", "keys", "new", filepath.Join(dir, "new")), "key ", "is in ")
}

// TestFaultsOfKeys are told in one sentence each.
func TestFaultsOfKeys(t *testing.T) {
	dir := t.TempDir()
	data, other := filepath.Join(dir, "data"), filepath.Join(dir, "other")
	pipe(t, lent, "chat", "--data", data)
	pipe(t, "", "keys", "new", other)
	for key, want := range map[string]string{
		"file:" + other: "was sealed with by --key", "env:NOT_THERE": "correct --key", "none": "a key is file:PATH", "vault:https://v#k": "VAULT_TOKEN is not set",
	} {
		var out, errs bytes.Buffer
		err := run(t.Context(), []string{"chat", "--data", data, "--key", key}, strings.NewReader(lent), &out, &errs)
		if err == nil || !strings.Contains(fault(err), want) || strings.Contains(fault(err), "\n") {
			t.Errorf("--key %s: %v", key, err)
		}
		said, err := visit(t, "--data", data, "--key", key, "--addr", "127.0.0.1:0")
		if err == nil || !strings.Contains(said, "✘") {
			t.Errorf("the doctor with --key %s says %s", key, said)
		}
	}
}

// TestBackupTakesTheKeyAlong restores a locked backup where there was nothing, and
// says what a plain one lacks.
func TestBackupTakesTheKeyAlong(t *testing.T) {
	dir := t.TempDir()
	data, keyFile, locked := filepath.Join(dir, "data"), filepath.Join(dir, "backup.key"), filepath.Join(dir, "locked")
	pipe(t, lent, "chat", "--data", data)
	pipe(t, "", "backup", "--new-key", keyFile)
	pipe(t, "", "backup", locked, "--data", data, "--key-file", keyFile)
	says(t, pipe(t, "", "backup", filepath.Join(dir, "plain"), "--plain", "--data", data), "the key in "+filepath.Join(data, "key")+" is needed too")
	one := filepath.Join(dir, "one")
	says(t, pipe(t, "", "restore", locked, "--data", one, "--key-file", keyFile), "restored", "the data's key is in "+filepath.Join(one, "key"))
	says(t, pipe(t, "zubeida ka kitna baaki hai\n", "chat", "--data", one), "₹500")

	two := filepath.Join(dir, "two")
	pipe(t, "", "restore", filepath.Join(dir, "plain"), "--data", two)
	if _, err := command(t, "chat", "--data", two); err == nil {
		t.Error("opened without the key")
	}
	t.Setenv("SAHAYAK_KEY", "file:"+filepath.Join(data, "key"))
	if err := os.Remove(filepath.Join(two, "key")); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	says(t, pipe(t, "zubeida ka kitna baaki hai\n", "chat", "--data", two), "₹500")
	t.Setenv("MY_KEY", seal.Secret{1}.Text())
	three := filepath.Join(dir, "three")
	says(t, pipe(t, "", "restore", locked, "--data", three, "--key-file", keyFile, "--key", "env:MY_KEY"), "bot keys rotate --key file:"+filepath.Join(three, "key"))
}
