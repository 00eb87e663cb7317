package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// issuer signs certificates that nobody but a test trusts.
type issuer struct {
	t      testing.TB
	key    *ecdsa.PrivateKey
	cert   *x509.Certificate
	serial int64
}

func newIssuer(t testing.TB) *issuer {
	t.Helper()
	i := &issuer{t: t, key: signingKey(t)}
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Nobody's authority"}, KeyUsage: x509.KeyUsageCertSign,
		NotBefore: time.Unix(0, 0), NotAfter: time.Now().AddDate(10, 0, 0), BasicConstraintsValid: true, IsCA: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, root, root, i.key.Public(), i.key)
	if err != nil {
		t.Fatal(err)
	}
	if i.cert, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return i
}

func signingKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// roots is the pool of those who trust it.
func (i *issuer) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(i.cert)
	return pool
}

// sign makes the chain of a key, for names from one time to another.
func (i *issuer) sign(key crypto.PublicKey, from, until time.Time, names ...string) []byte {
	i.t.Helper()
	i.serial++
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(i.serial), DNSNames: names, NotBefore: from, NotAfter: until,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, i.cert, key, i.key)
	if err != nil {
		i.t.Fatal(err)
	}
	return append(block("CERTIFICATE", der), block("CERTIFICATE", i.cert.Raw)...)
}

// made is a certificate with its key, in PEM.
type made struct{ cert, key []byte }

// make signs a certificate for a key of its own. Its serial is one more than that of
// the one before.
func (i *issuer) make(from, until time.Time, names ...string) made {
	i.t.Helper()
	key := signingKey(i.t)
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		i.t.Fatal(err)
	}
	return made{i.sign(key.Public(), from, until, names...), block("PRIVATE KEY", der)}
}

func block(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}

// pair is the certificate as it is served.
func (m made) pair(t testing.TB) *tls.Certificate {
	t.Helper()
	pair, err := tls.X509KeyPair(m.cert, m.key)
	if err != nil {
		t.Fatal(err)
	}
	return &pair
}

// in writes a certificate into a folder and returns the settings that name it.
func (m made) in(t testing.TB, dir string) tlsSettings {
	t.Helper()
	s := tlsSettings{Cert: filepath.Join(dir, "fullchain.pem"), Key: filepath.Join(dir, "privkey.pem")}
	for name, raw := range map[string][]byte{s.Cert: m.cert, s.Key: m.key} {
		if err := os.WriteFile(name, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return s
}
