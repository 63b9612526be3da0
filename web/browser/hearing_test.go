package browser

import "fmt"

// holdBack is a script by which a page hears each message by itself, and some only when a
// test lets it: while condition, of the message's text, is true, it waits among window.late.
func holdBack(condition string) string {
	return fmt.Sprintf(`(() => {
		const { get, set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');
		Object.defineProperty(WebSocket.prototype, 'onmessage', { configurable: true, get, set(hear) {
			set.call(this, hear && ((event) => {
				for (const data of event.data.split('\n')) {
					if (%s) (window.late ??= []).push(() => hear({ data }));
					else hear({ data });
				}
			}));
		} });
	})()`, condition)
}
