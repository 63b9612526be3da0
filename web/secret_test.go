package web

import "testing"

func TestASecretProvesOneSessionOnly(t *testing.T) {
	secret := newSecret()
	id := sessionID(secret)
	if !owns(secret, id) || owns(newSecret(), id) || owns("", sessionID("")) || owns("guess", sessionID("guess")) {
		t.Error("a secret proves too little or too much")
	}
	if !validSessionID(id) || validSessionID(id+"a") || validSessionID("") || validSessionID("ABCDEFGHIJKLMNOP") || validSessionID("aaaaaaaaaaaaaaa/") {
		t.Error("ids that cannot be are accepted")
	}
}
