package conn

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
)

// A session belongs to whoever holds its secret: 128 random bits that only the
// page that began it was told. The session's id, which is in its address, is a
// hash of the secret. So a page can prove on any server, after a restart too,
// that a session is its own, and nobody has to remember anything for that.
const (
	secretBytes = 16
	idBytes     = 10
)

var alphabet = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// newSecret returns the secret of a new session.
func newSecret() string {
	var random [secretBytes]byte
	rand.Read(random[:]) // never fails
	return alphabet.EncodeToString(random[:])
}

// sessionID returns the id of the session that a secret belongs to.
func sessionID(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return alphabet.EncodeToString(sum[:idBytes])
}

// owns reports whether secret proves that session id is its holder's.
func owns(secret, id string) bool {
	return wellFormed(secret, secretBytes) && sessionID(secret) == id
}

// ValidSessionID reports whether a session can have this id.
func ValidSessionID(id string) bool { return wellFormed(id, idBytes) }

func wellFormed(text string, bytes int) bool {
	if len(text) != alphabet.EncodedLen(bytes) {
		return false
	}
	for _, c := range []byte(text) {
		if !(c >= 'a' && c <= 'z' || c >= '2' && c <= '7') {
			return false
		}
	}
	return true
}
