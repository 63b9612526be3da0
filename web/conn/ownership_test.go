package conn

import "testing"

func TestASecretProvesOneSessionOnly(t *testing.T) {
	secret := newSecret()
	id := sessionID(secret)
	if !owns(secret, id) || owns(newSecret(), id) || owns("", sessionID("")) || owns("guess", sessionID("guess")) {
		t.Error("a secret proves too little or too much")
	}
	if !ValidSessionID(id) || ValidSessionID(id+"a") || ValidSessionID("") || ValidSessionID("ABCDEFGHIJKLMNOP") || ValidSessionID("aaaaaaaaaaaaaaa/") {
		t.Error("ids that cannot be are accepted")
	}
}
