package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// healthcheckCommand asks the server on this machine whether it is well. An image
// that holds nothing but this program has no other means.
func healthcheckCommand(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	flags := flagSet("healthcheck", stderr)
	addr := flags.String("addr", defaultAddr, "`address` that the server listens on")
	timeout := flags.Duration("timeout", 3*time.Second, "how `long` to wait for an answer")
	if err := parse(flags, args, env); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	ctx, cancel := context.WithTimeout(ctx, *timeout)
	defer cancel()
	if err := healthy(ctx, *addr); err != nil {
		fmt.Fprintln(stderr, "playground:", err)
		return 1
	}
	fmt.Fprintln(stdout, "ok")
	return 0
}

// healthy returns why the server at addr is not well, nil when it is.
func healthy(ctx context.Context, addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return err
	}
	if host == "" || net.ParseIP(host).IsUnspecified() {
		host = "localhost"
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/healthz", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", request.URL, response.Status)
	}
	return nil
}
