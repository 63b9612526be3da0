package web

import (
	"fmt"
	"sync"

	"raft-playground/raft"
	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
	"raft-playground/templates"
)

// lessonPictures are a scene of each built-in lesson, by its name: of all steps and runs
// the one in which most is out of the ordinary, and which no lesson before it shows.
var lessonPictures = sync.OnceValue(func() map[string]templates.Picture {
	pictures := make(map[string]templates.Picture)
	taken := make(map[string]bool)
	for _, l := range lesson.Library() {
		p := picture(l, taken)
		pictures[l.Name], taken[fmt.Sprint(p)] = p, true
	}
	return pictures
})

func picture(l *lesson.Lesson, taken map[string]bool) (p templates.Picture) {
	played, err := l.Play()
	if err != nil {
		return p // a test plays them all
	}
	runs, err := play.Runs(l.Scenario)
	if err != nil {
		return p
	}
	most := -1
	for _, step := range played.Steps {
		for _, run := range runs {
			state := at(run, step.At)
			shown := scene(&state)
			if n := outOfTheOrdinary(&state); n > most && !taken[fmt.Sprint(shown)] {
				most, p = n, shown
			}
		}
	}
	return p
}

// at returns the state of a run at an instant. What a variant cannot do is not done there.
func at(run *play.Run, t raft.Time) sim.State {
	for run.Now() < t && !run.Over() && run.RunUntil(t) != nil {
	}
	return run.World().State()
}

// outOfTheOrdinary counts what makes a picture worth looking at.
func outOfTheOrdinary(s *sim.State) (n int) {
	leaders := 0
	for i := range s.Servers {
		server := &s.Servers[i]
		switch {
		case server.Down || server.Paused:
			n += 2
		case server.Role == raft.Leader:
			leaders++
		case server.Role == raft.Candidate:
			n++
		}
		if i > 0 && server.LastIndex != s.Servers[i-1].LastIndex {
			n++
		}
	}
	for _, link := range s.Links {
		if link.Cut {
			n++
		}
	}
	return n + 3*max(leaders-1, 0)
}

// mostEntries is how much of a log has room in a picture.
const mostEntries = 6

func scene(s *sim.State) (p templates.Picture) {
	for i := range s.Servers {
		server := &s.Servers[i]
		shown := templates.PictureServer{Role: server.Role.String(), Term: int(server.Term)}
		if server.Down || server.Paused {
			shown.Role = "stopped"
		}
		for _, entry := range server.Log[max(0, len(server.Log)-mostEntries):] {
			shown.Log = append(shown.Log, int(entry.Term))
		}
		p.Servers = append(p.Servers, shown)
	}
	for _, link := range s.Links {
		if link.Cut {
			p.Cuts = append(p.Cuts, templates.PictureCut{From: int(link.From), To: int(link.To)})
		}
	}
	return p
}
