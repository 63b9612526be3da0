package main

import (
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// addresses returns what to open in a browser: for a server that listens on
// every network, this machine's name for itself and then what others in the room
// can reach it by.
func addresses(listening net.Addr, machine []netip.Addr) []string {
	bound, err := netip.ParseAddrPort(listening.String())
	if err != nil {
		return []string{"http://" + listening.String()}
	}
	port := strconv.Itoa(int(bound.Port()))
	ip := bound.Addr().Unmap()
	if !ip.IsUnspecified() {
		if ip.IsLoopback() {
			return []string{"http://" + net.JoinHostPort("localhost", port)}
		}
		return []string{"http://" + net.JoinHostPort(ip.String(), port)}
	}
	list := []string{"http://" + net.JoinHostPort("localhost", port)}
	for _, ip := range machine {
		if ip = ip.Unmap(); ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsMulticast() || !ip.Is4() {
			continue // nobody types those
		}
		list = append(list, "http://"+net.JoinHostPort(ip.String(), port))
	}
	return slices.Compact(list)
}

// inTheNetwork returns the first of these that others can reach, "" if none can.
func inTheNetwork(addresses []string) string {
	for _, address := range addresses {
		if !strings.HasPrefix(address, "http://localhost:") {
			return address
		}
	}
	return ""
}

// interfaceAddresses returns the addresses of this machine.
func interfaceAddresses() []netip.Addr {
	var list []netip.Addr
	found, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	for _, address := range found {
		if network, ok := address.(*net.IPNet); ok {
			if ip, ok := netip.AddrFromSlice(network.IP); ok {
				list = append(list, ip)
			}
		}
	}
	return list
}
