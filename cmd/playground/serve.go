package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"raft-playground/web"
)

// serveCommand serves the page until ctx ends, or somebody wants it to: a terminal that
// is closed is such a wish, too, unless the program was begun to outlive it.
func serveCommand(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	var s settings
	if err := parse(s.flags(stderr), args, env); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	log, err := s.logger(stderr)
	if err == nil {
		err = s.validate()
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		ends = append(ends, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(ctx, ends...)
	defer stop()
	context.AfterFunc(ctx, stop) // who asks twice does not want to wait
	if err := serve(ctx, s, log, stdout); err != nil {
		fmt.Fprintln(stderr, "playground:", err)
		return 1
	}
	return 0
}

// serve listens, says where, and serves until ctx ends; then it lets everyone
// know, and lets connections end.
func serve(ctx context.Context, s settings, log *slog.Logger, stdout io.Writer) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.addr)
	if err != nil {
		return err
	}
	open := addresses(listener.Addr(), interfaceAddresses())
	options := s.options(log)
	// Pages are told that the server is full before its connections are used up.
	connections := connectionsWithin(descriptors())
	options.MaxViewers = min(options.MaxViewers, max(1, connections*7/8))
	tuneCollector(int64(s.memory))
	options.NetworkURL = inTheNetwork(open)
	playground, err := web.New(options)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	server := httpServer(playground, log)
	bound := web.NewConnections(connections, func(open, most int) {
		log.Warn("there are nearly as many connections as file descriptors allow", "open", open, "most", most)
	})
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(bound.Bind(server, listener)) }()

	fmt.Fprintln(stdout, "Raft Playground", version())
	for _, address := range open {
		fmt.Fprintln(stdout, " ", address)
	}
	log.Info("listening", "addr", listener.Addr().String(), "version", version(), "memory", s.memory.String(), "connections", connections)

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("going down")
	// The one that asked for the end has ended; the rest gets time of its own.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.shutdown)
	defer cancel()
	playground.Close(ctx)
	if err := server.Shutdown(ctx); err != nil {
		log.Warn("some connections were cut off", "err", err)
		_ = server.Close()
	}
	log.Info("down")
	return nil
}

// httpServer returns a server that no slow or greedy client can tie up. Once a
// socket is open these limits do not concern it any more.
func httpServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}
