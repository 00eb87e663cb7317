package seal

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestOpenMasterRefuses(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad")
	if err := os.WriteFile(bad, []byte("my shopping list"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SEAL_SHORT", "YWJj")
	t.Setenv("VAULT_TOKEN", "")
	for spec, want := range map[string]error{
		"": ErrSpec, "none": ErrSpec, "file:": ErrSpec, "ftp:x": ErrSpec, "/etc/key": ErrSpec,
		"file:" + bad: ErrMaster, "file:" + filepath.Join(bad, "below"): ErrMaster, "env:SEAL_NOT_THERE": ErrMaster, "env:SEAL_SHORT": ErrMaster,
		"vault:https://v": ErrSpec, "vault:v#k": ErrSpec, "vault:https://u:p@v#k": ErrSpec, "vault:http://v#k": ErrMaster, "vault:https://v#k": ErrMaster,
	} {
		if _, err := OpenMaster(spec, nil); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", spec, err, want)
		}
	}
}

// TestFileMaster makes a file once, whoever comes.
func TestFileMaster(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "key")
	var all sync.Map
	var crew sync.WaitGroup
	for range 8 {
		crew.Go(func() {
			m, err := OpenMaster("file:"+path, nil)
			if err != nil {
				t.Error(err)
				return
			}
			all.Store(m.Name(), true)
		})
	}
	crew.Wait()
	names := 0
	all.Range(func(any, any) bool { names++; return true })
	info, err := os.Stat(path)
	if names != 1 || err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%d keys, %v, %v", names, info, err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("beside it: %v, %v", left, err)
	}
	if err := WriteSecret(path, NewSecret()); !errors.Is(err, fs.ErrExist) {
		t.Errorf("written over: %v", err)
	}
	if _, err := ReadSecret(path + "x"); !errors.Is(err, fs.ErrNotExist) || !errors.Is(err, ErrMaster) {
		t.Errorf("no file: %v", err)
	}
}

func TestEnvMaster(t *testing.T) {
	s := NewSecret()
	t.Setenv("SEAL_KEY", s.Text()+"\n")
	m, err := OpenMaster("env:SEAL_KEY", nil)
	if err != nil || m.Name() != s.Name() {
		t.Fatalf("%v, %v", m, err)
	}
}

// locks wraps and unwraps a key, and refuses another's.
func locks(t *testing.T, m, other Master) {
	t.Helper()
	key := random()
	wrapped, err := m.Wrap(t.Context(), key)
	if err != nil || strings.Contains(wrapped, base64.StdEncoding.EncodeToString(key)) {
		t.Fatalf("%q, %v", wrapped, err)
	}
	got, err := m.Unwrap(t.Context(), wrapped)
	if err != nil || string(got) != string(key) {
		t.Fatalf("%x, %v", got, err)
	}
	if _, err := other.Unwrap(t.Context(), wrapped); !errors.Is(err, ErrKey) {
		t.Errorf("another's: %v", err)
	}
	if _, err := m.Unwrap(t.Context(), "nonsense"); !errors.Is(err, ErrKey) {
		t.Errorf("nonsense: %v", err)
	}
	if m.Name() == other.Name() {
		t.Error("they have one name")
	}
}

func TestSecret(t *testing.T) { locks(t, Secret{1}, Secret{2}) }

// transit is what Vault's transit engine answers, mounted at a path.
func transit(t *testing.T, mount string) *httptest.Server {
	keys := map[string]Secret{"one": {1}, "two": {2}}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rest, ok := strings.CutPrefix(r.URL.Path, "/v1/"+mount+"/")
		do, name, _ := strings.Cut(rest, "/")
		key, known := keys[name]
		var in map[string]string
		switch {
		case r.Header.Get("X-Vault-Token") != "token":
			http.Error(w, `{"errors":["permission denied"]}`, http.StatusForbidden)
			return
		case !ok || !known || r.Method != http.MethodPost || json.NewDecoder(r.Body).Decode(&in) != nil:
			http.NotFound(w, r)
			return
		}
		data := map[string]string{}
		if do == "encrypt" {
			plain, _ := base64.StdEncoding.DecodeString(in["plaintext"])
			locked, err := key.Wrap(r.Context(), plain)
			if err != nil {
				t.Error(err)
			}
			data["ciphertext"] = "vault:v1:" + locked
		} else {
			plain, err := key.Unwrap(r.Context(), strings.TrimPrefix(in["ciphertext"], "vault:v1:"))
			if err != nil {
				http.Error(w, `{"errors":["cipher: message authentication failed"]}`, http.StatusBadRequest)
				return
			}
			data["plaintext"] = base64.StdEncoding.EncodeToString(plain)
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"data": data})
	}))
	t.Cleanup(s.Close)
	return s
}

func TestVault(t *testing.T) {
	for mount, path := range map[string]string{"transit": "", "kms/shops": "/kms/shops/"} {
		s := transit(t, mount)
		one, err := newVault(s.URL+path+"#one", "token", s.Client())
		if err != nil {
			t.Fatal(err)
		}
		two, err := newVault(s.URL+path+"#two", "token", s.Client())
		if err != nil {
			t.Fatal(err)
		}
		locks(t, one, two)
	}
}

// TestVaultTrouble has everything go wrong that is not our key's fault.
func TestVaultTrouble(t *testing.T) {
	s := transit(t, "transit")
	away := httptest.NewServer(nil)
	away.Close()
	odd := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }))
	defer odd.Close()
	empty := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"data":{"plaintext":"YQ=="}}`)) }))
	defer empty.Close()
	for name, at := range map[string][2]string{
		"a wrong token": {s.URL + "#one", "other"}, "no such key": {s.URL + "#three", "token"},
		"nobody": {away.URL + "#one", "token"}, "something else": {odd.URL + "#one", "token"}, "nothing": {empty.URL + "#one", "token"},
	} {
		v, err := newVault(at[0], at[1], http.DefaultClient)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := v.Wrap(t.Context(), random()); !errors.Is(err, ErrMaster) {
			t.Errorf("%s: wrap: %v", name, err)
		}
		if _, err := v.Unwrap(t.Context(), "vault:v1:x"); !errors.Is(err, ErrMaster) {
			t.Errorf("%s: unwrap: %v", name, err)
		}
	}
}
