package wire

import "encoding/json"

// Marshal returns a message as JSON. The types of this package can always be
// marshalled.
func Marshal(message any) []byte {
	text, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	return text
}
