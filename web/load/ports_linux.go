package main

import "syscall"

// bindAddressNoPort is IP_BIND_ADDRESS_NO_PORT, which package syscall does not name.
const bindAddressNoPort = 24

// choosePortLate has the system choose a socket's port when it connects, and not when it
// is given its address: a port counts then as free though another connection, to
// somewhere else or over and not forgotten yet, has it. Without that the system looks
// for one for as long as milliseconds when thousands have come and gone, and nobody
// else has the core meanwhile.
func choosePortLate(_, _ string, socket syscall.RawConn) error {
	var failed error
	if err := socket.Control(func(fd uintptr) {
		failed = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_IP, bindAddressNoPort, 1)
	}); err != nil {
		return err
	}
	return failed
}
