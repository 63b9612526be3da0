package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"strings"
	"time"

	"raft-playground/web"
)

// settings are everything that serve can be told.
type settings struct {
	addr        string
	maxSessions int
	maxViewers  int
	sessionIdle time.Duration
	memory      size
	workers     int
	newSessions int
	connects    int
	proxies     string
	logFormat   string
	logLevel    string
	shutdown    time.Duration
	publicURL   string
	metrics     bool
}

// defaultAddr is where the page is served unless something else is asked for.
const defaultAddr = ":8080"

// flagSet returns the flags of a command. Each can be set by an environment
// variable too, PLAYGROUND_ADDR for -addr; the command line wins.
func flagSet(command string, stderr io.Writer) *flag.FlagSet {
	flags := flag.NewFlagSet("playground "+command, flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintf(flags.Output(), "usage: playground %s [flags]\n", command)
		flags.VisitAll(func(f *flag.Flag) {
			kind, about := flag.UnquoteUsage(f)
			fmt.Fprintf(flags.Output(), "\n  -%s %s\n      %s\n      default %s, or $%s\n", f.Name, kind, about, quoted(f.DefValue), variable(f.Name))
		})
	}
	return flags
}

func quoted(value string) string {
	if value == "" {
		return "none"
	}
	return value
}

// variable returns the environment variable that stands in for a flag.
func variable(name string) string {
	return "PLAYGROUND_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// parse reads the command line, and the environment for what it leaves open.
func parse(flags *flag.FlagSet, args []string, env func(string) string) error {
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		err := fmt.Errorf("unexpected argument %q", flags.Arg(0))
		fmt.Fprintln(flags.Output(), err)
		flags.Usage()
		return err
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	var wrong error
	flags.VisitAll(func(f *flag.Flag) {
		value := env(variable(f.Name))
		if value == "" || given[f.Name] {
			return
		}
		if err := flags.Set(f.Name, value); err != nil {
			wrong = errors.Join(wrong, fmt.Errorf("invalid value %q in $%s: %w", value, variable(f.Name), err))
		}
	})
	if wrong != nil {
		fmt.Fprintln(flags.Output(), wrong)
	}
	return wrong
}

func (s *settings) flags(stderr io.Writer) *flag.FlagSet {
	flags := flagSet("serve", stderr)
	flags.StringVar(&s.addr, "addr", defaultAddr, "`address` to listen on; :8080 is port 8080 of every network, 127.0.0.1:8080 of this machine alone")
	flags.IntVar(&s.maxSessions, "max-sessions", web.DefaultMaxSessions, "most sessions that are played at a time; when there are as many, one that nobody watches lies down, or one of the address that has the most")
	flags.IntVar(&s.maxViewers, "max-viewers", web.DefaultMaxViewers, "most connected pages at a time")
	flags.DurationVar(&s.sessionIdle, "session-idle", web.DefaultSessionIdle, "how long a session that nobody watches is kept, as a text; its page can bring it back any time")
	s.memory = size(defaultMemory())
	flags.Var(&s.memory, "memory", "how much `memory` the server may take: 512MB, 1.5GB; by default 70 % of what there is, 2 GB at most. What does not fit is refused, or makes room")
	flags.IntVar(&s.workers, "workers", max(1, runtime.GOMAXPROCS(0)/2), "how many long `jobs` (replays, forks) have their turn at a time; they take turns of a few milliseconds")
	flags.IntVar(&s.newSessions, "new-sessions", web.DefaultNewSessions, "most sessions that one address may begin in a minute; a whole class may be behind one")
	flags.IntVar(&s.connects, "connects", web.DefaultConnects, "most connections that one address may open in a minute")
	flags.StringVar(&s.proxies, "trusted-proxies", "", "`networks` whose X-Forwarded-For is believed, separated by commas: 10.0.0.0/8,fd00::/8")
	flags.StringVar(&s.publicURL, "public-url", "", "`address` under which others reach this server, for links and QR codes: https://raft.example.org; by default what a page found it by, or this machine's address in the network")
	flags.BoolVar(&s.metrics, "metrics", true, "whether /metrics tells numbers for Prometheus to whoever asks")
	flags.StringVar(&s.logFormat, "log-format", "text", "`format` of the log: text or json")
	flags.StringVar(&s.logLevel, "log-level", "info", "least `level` that is logged: debug, info, warn or error")
	flags.DurationVar(&s.shutdown, "shutdown-timeout", 10*time.Second, "how long connections get to end when the server goes down")
	return flags
}

// options returns what the web server is to be told.
func (s *settings) options(log *slog.Logger) web.Options {
	o := web.Options{
		Log: log, Version: version(),
		MaxSessions: s.maxSessions, MaxViewers: s.maxViewers, SessionIdle: s.sessionIdle,
		NewSessions: s.newSessions, Connects: s.connects, Memory: int64(s.memory), Workers: s.workers,
		PublicURL: s.publicURL, NoMetrics: !s.metrics,
	}
	for network := range strings.SplitSeq(s.proxies, ",") {
		if network = strings.TrimSpace(network); network != "" {
			o.TrustedProxies = append(o.TrustedProxies, network)
		}
	}
	return o
}

// logger returns the log that was asked for.
func (s *settings) logger(w io.Writer) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.logLevel)); err != nil {
		return nil, fmt.Errorf("-log-level %q: debug, info, warn or error", s.logLevel)
	}
	options := &slog.HandlerOptions{Level: level}
	switch s.logFormat {
	case "text":
		return slog.New(slog.NewTextHandler(w, options)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(w, options)), nil
	}
	return nil, fmt.Errorf("-log-format %q: text or json", s.logFormat)
}

// validate returns what is wrong with the settings, nil when nothing is.
func (s *settings) validate() error {
	for name, n := range map[string]int{
		"max-sessions": s.maxSessions, "max-viewers": s.maxViewers,
		"new-sessions": s.newSessions, "connects": s.connects, "workers": s.workers,
	} {
		if n < 1 {
			return fmt.Errorf("-%s %d: at least 1", name, n)
		}
	}
	if s.memory < leastMemory {
		return fmt.Errorf("-memory %v: at least %v", s.memory, size(leastMemory))
	}
	for name, d := range map[string]time.Duration{"session-idle": s.sessionIdle, "shutdown-timeout": s.shutdown} {
		if d <= 0 {
			return fmt.Errorf("-%s %v: more than nothing", name, d)
		}
	}
	return nil
}
