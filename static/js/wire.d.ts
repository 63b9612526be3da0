// Generated from the Go types of web/wire by its tests; do not edit.
// go test ./web/wire -update
//
// What is optional is absent when it is zero, empty or false.

/**
 * Welcome tells a page where it has come to.
 */
export interface Welcome {
  /** always "welcome" */
  t: "welcome";
  /** the address: /s/‹Session› */
  session: string;
  /** only to the one who has just created it */
  secret?: string;
  /** whether this page may command, or only watch */
  commands: boolean;
  epoch: string;
  /** the rest follows as frames; else a snapshot follows */
  resumed: boolean;
  /** the engine's version */
  engine: string;
  /** where this server has the page's files; a page made of others reloads itself */
  assets: string;
  /** the whole address under which others can watch */
  watch: string;
  /** the link was made with another engine, and plays differently now */
  older?: boolean;
}

/**
 * Snapshot is everything at once.
 */
export interface Snapshot {
  /** always "snapshot" */
  t: "snapshot";
  epoch: string;
  /** of the last frame that went into it */
  seq: number;
  clusters: Cluster[];
  pace: Pace;
  /** pages connected to this session */
  watching: number;
  /** where it is to pause */
  breaks?: string[];
  /** where the presenter's playhead stands; absent: at the edge */
  look?: Look;
  /** that is played */
  lesson?: Lesson;
}

/**
 * Frame is what happened in one tick.
 */
export interface Frame {
  /** always "frame" */
  t: "frame";
  seq: number;
  clusters?: ClusterTick[];
  /** if it changed */
  pace?: Pace;
  /** if it changed */
  watching?: number;
  /** clusters that are no longer there */
  closed?: string[];
  /** if they changed */
  breaks?: string[];
  /** why it has just paused by itself */
  stop?: Stop;
  /** if the presenter's playhead moved */
  look?: Look;
  /** if it changed; one without a name when there is none any more */
  lesson?: Lesson;
}

/**
 * Done says that a request was carried out.
 */
export interface Done {
  /** always "done" */
  t: "done";
  re: number;
  /** that a fork or a comparison has opened */
  cluster?: string;
  /** where an action for all clusters could not be done */
  missed?: Missed[];
  /** the link that was opened was made with another engine, and plays differently now */
  older?: boolean;
}

/**
 * Refused says why a request was not carried out. It has changed nothing. With Re
 * 0 nobody asked: the run itself came to a statement that cannot be carried out,
 * or could not be restored.
 */
export interface Refused {
  /** always "refused" */
  t: "refused";
  re: number;
  code: string;
  /** what fills the sentence in */
  values?: Record<string, string>;
}

/**
 * Stretch is an older part of a run: the state just before the instant that was
 * asked for, and the events after it. It is complete up to and including Until;
 * when that is less than what was asked for there is more, which begins at
 * Until+1.
 */
export interface Stretch {
  /** always "stretch" */
  t: "stretch";
  re: number;
  cluster: string;
  until: Time;
  /** State.Seq is the number of the event before the first of Events */
  state: State;
  events?: Event[];
}

/**
 * Text is a session as a text, which plays to the same instant. Text tells what is
 * still to come too: it is what a page shows, and brings along when the session is
 * not here any more. Ended ends at the edge: it is what is kept as a file.
 */
export interface Text {
  /** always "text" */
  t: "text";
  re: number;
  text: string;
  ended: string;
  edge: Time;
  /** Text tells more than Ended, apart from ends */
  coming?: boolean;
  /** Text tells more than the text that the request brought, apart from ends */
  more?: boolean;
  /** of the first cluster's trace up to the edge, 16 hexadecimal digits */
  hash: string;
}

/**
 * Shared is a session as a link: what goes behind the # of the page's address.
 */
export interface Shared {
  /** always "link" */
  t: "link";
  re: number;
  link: string;
}

/**
 * Bye is the last message before the server closes the connection.
 */
export interface Bye {
  /** always "bye" */
  t: "bye";
  code: string;
}

/**
 * Waiting says that the session that a page wants to watch is not here. It stays
 * connected until it is.
 */
export interface Waiting {
  /** always "waiting" */
  t: "waiting";
}

/**
 * Beat answers a page's beat.
 */
export interface Beat {
  /** always "beat" */
  t: "beat";
}

/**
 * Entries is a part of a server's log as it was at the instant that was asked for.
 * It can be shorter than what was asked for: the rest, if there is more in the log,
 * is to be asked for again from where it ends.
 */
export interface Entries {
  /** always "entries" */
  t: "entries";
  re: number;
  cluster: string;
  server: ServerID;
  /** of the first of Entries */
  first: Index;
  entries?: Entry[];
}

/**
 * HelloRequest is the first message, exactly once. It says which session the page comes
 * to, and what it has of it; without one a session begins. Link, Lesson and Run say what
 * that begins with, as does Run for a session which is not here any more, of which the
 * page has the secret. Any page says it; the answer is [Welcome], [Waiting] or [Bye].
 */
export interface HelloRequest {
  t: "hello";
  session?: string;
  /** by which the page may command */
  secret?: string;
  /** up to where it has heard everything */
  have?: Position;
  /** which it has kept */
  run?: Run;
  /** what it tells stands where it was shared */
  link?: string;
  /** a built-in one */
  lesson?: string;
  /** of that lesson, where it stands; absent: its first */
  step?: string;
  /** how Run was played */
  playing?: boolean;
  /** likewise */
  speed?: Speed;
  /** where it is to pause, as in [BreaksRequest] */
  breaks?: string[];
}

/**
 * DoRequest acts at the edge, in one cluster or in all. A command; the answer is [Done].
 * In all it is done wherever it can be, and the answer says where it could not.
 */
export interface DoRequest {
  t: "do";
  /** "*": all of them */
  cluster: string;
  /** as in a statement: "crash S1" */
  action: string;
}

/**
 * OpenRequest replaces all clusters: by what Link tells, by New, or by the run that Text
 * begins, its variants included. The text can be a lesson's, prose included. A command;
 * the answer is [Done].
 */
export interface OpenRequest {
  t: "open";
  link?: string;
  /** of a lesson that Text is, where it is to stand; absent: its first */
  step?: string;
  /** with what the main run of Text begins otherwise, as after "with" in the scenario language */
  change?: string;
  text?: string;
  new?: NewRun;
}

/**
 * LessonRequest replaces all clusters by a built-in lesson, at one of its steps. Without a
 * name it is the lesson that is played: it takes the learner back to its path. A command;
 * the answer is [Done].
 */
export interface LessonRequest {
  t: "lesson";
  lesson?: string;
  /** absent: its first, or where the learner left the path */
  step?: string;
}

/**
 * GoRequest pauses, and moves the edge to a later instant at once. A command; the answer
 * is [Done].
 */
export interface GoRequest {
  t: "go";
  at: Time | null;
}

/**
 * ForkRequest opens a cluster beside one, with the same history up to and including an
 * instant, at which then something is done, if anything. A command; the answer is [Done],
 * which says how the new cluster is called.
 */
export interface ForkRequest {
  t: "fork";
  cluster: string;
  /** as in a statement: "crash S1" */
  action?: string;
  /** absent: the edge */
  at?: Time;
}

/**
 * CompareRequest opens a cluster beside one: the same run with something changed. A
 * command; the answer is [Done], which says how the new cluster is called.
 */
export interface CompareRequest {
  t: "compare";
  cluster: string;
  /** as after "with" in the scenario language: "pre-vote on, servers 3" */
  change: string;
}

/**
 * CloseRequest takes a cluster away. The last one stays. A command; the answer is [Done].
 */
export interface CloseRequest {
  t: "close";
  cluster: string;
}

/**
 * PaceRequest plays, pauses, or changes the speed. What is absent stays as it is. A
 * command; the answer is [Done].
 */
export interface PaceRequest {
  t: "pace";
  playing?: boolean;
  speed?: Speed;
}

/**
 * StepRequest pauses, and moves the edge to the next notable instant. A command; the
 * answer is [Done].
 */
export interface StepRequest {
  t: "step";
}

/**
 * BreaksRequest says where to pause from now on: "leader", "server S3", and their like.
 * What was said before does not count any more. A command; the answer is [Done].
 */
export interface BreaksRequest {
  t: "breaks";
  breaks: string[];
}

/**
 * LookRequest says where this page's playhead stands. Any page may say it, but only the
 * presenter's counts, whom those who watch follow. There is no answer.
 */
export interface LookRequest {
  t: "look";
  /** absent: at the edge */
  at?: Time;
}

/**
 * StretchRequest asks for older events, those from one instant up to and including
 * another. Any page may ask; the answer is a [Stretch], which may be a part of it.
 */
export interface StretchRequest {
  t: "stretch";
  cluster: string;
  from: Time;
  to: Time;
}

/**
 * EntriesRequest asks what is in a server's log at an instant, from one index up to and
 * including another. Any page may ask; the answer is [Entries], which may be a part of it.
 */
export interface EntriesRequest {
  t: "entries";
  cluster: string;
  /** absent: the edge */
  at?: Time;
  server: ServerID;
  first: Index;
  last: Index;
}

/**
 * TextRequest asks for the whole session as a text. Any page may ask; the answer is a
 * [Text].
 */
export interface TextRequest {
  t: "text";
  /** the page is told whether the session's tells more than this one */
  text?: string;
}

/**
 * LinkRequest asks for the session as a link. Any page may ask; the answer is [Shared].
 */
export interface LinkRequest {
  t: "link";
  /** where the playhead is to stand; absent: at the edge */
  at?: Time;
}

/**
 * BeatRequest asks whether anyone is there. Any page may ask; the server answers with a
 * [Beat] at once, whatever the session is doing.
 */
export interface BeatRequest {
  t: "beat";
}

/**
 * Cluster is one cluster in a [Snapshot].
 */
export interface Cluster {
  /** "A" to "H" */
  id: string;
  title?: string;
  /** its newest instant */
  edge: Time;
  state: State;
  options: RunSettings | null;
  /** that are watched; none when nobody watches */
  properties?: string[];
  /** the properties' violations up to Edge */
  breaches?: Breach[];
  /** of a variant, as in the text */
  name?: string;
  /** where it came from; absent for a run of its own */
  origin?: Origin;
  /** from the cluster it came from; absent while it does not */
  differs?: Difference;
  /** of the claims that have been judged */
  outcomes?: Outcome[];
}

/**
 * Pace is how the edge moves.
 */
export interface Pace {
  playing: boolean;
  speed: Speed;
  /** virtual seconds a second, right now */
  rate: number;
  /** from one frame to the next while it plays, in ms of the clock: more when very many pages are told */
  every: number;
  /** why no more time can pass, or, [OverText], that it has come to an end from which it can go on */
  over?: string;
}

/**
 * Look is where a playhead stands. At absent means at the edge.
 */
export interface Look {
  at?: Time;
}

/**
 * Lesson is the lesson that a session plays: its clusters are the runs of the
 * lesson's scenario until the learner leaves the path by forking one of them. The
 * edge stops by itself at each step, see [Stop] and [BreakStep].
 */
export interface Lesson {
  name: string;
  /** it has an address: /lesson/‹Name› */
  builtIn?: boolean;
  /** which of the built-in ones it is, from 1 */
  number?: number;
  title: Record<string, string>;
  steps: LessonStep[];
  /** the lesson's own: acting in one of them leaves its path */
  clusters?: string[];
  /** which rules are missing is for the learner to find out */
  secret?: boolean;
  /** the built-in lesson before it */
  previous?: string;
  /** and after it */
  next?: string;
  /**
   * Attempt is the step whose goal the learner goes for in a run of their own. The
   * lesson's runs are away meanwhile: they would show a way to get there.
   */
  attempt?: string;
}

/**
 * ClusterTick is what happened in one cluster: after Events its newest instant
 * is Edge. First is the number of the first of Events in the run's trace.
 */
export interface ClusterTick {
  id: string;
  edge: Time;
  first?: number;
  events?: Event[];
  /** a new cluster, or another run stands here now; all else but ID and Edge is absent */
  reset?: Cluster;
  /** if it was found just now */
  differs?: Difference;
  /** all of them, if there are new ones */
  outcomes?: Outcome[];
}

/**
 * Stop says why the session has paused by itself.
 */
export interface Stop {
  cluster: string;
  at: Time;
  /** what it was to pause for, see [BreaksRequest] */
  break: string;
  /** whom it is about */
  server?: string;
  /** that server's */
  term?: Term;
  /** who was answered */
  client?: string;
  /** the step's name */
  step?: string;
}

/**
 * Missed says why an action for all clusters could not be done in one of them.
 */
export interface Missed {
  cluster: string;
  code: string;
  values?: Record<string, string>;
}

/**
 * Time is an instant of virtual time, in microseconds since the run began.
 */
export type Time = number;

/**
 * State is everything that events tell, added up: what a page draws. It is the
 * reference for the page's own reducer.
 *
 * A state is changed in place, so that an event costs the same however long a run
 * has become: see [State.Clone] for another that goes its own way.
 */
export interface State {
  at: Time;
  /** of the last event that went into it */
  seq: number;
  /** of the trace up to that event, 16 hexadecimal digits */
  hash: string;
  servers: ServerView[];
  clients?: ClientState[];
  /** messages on their way, by ID */
  flights?: Message[];
  /** those with settings of their own, by from, then to */
  links?: Link[];
  network: Network;
}

/**
 * Event is one thing that happened, at one instant. Events of a run are numbered
 * from 1 without gaps; the number is an event's position in the trace.
 */
export interface Event {
  at: Time;
  kind: EventKind;
  /** worth a step: see notable.go */
  notable?: boolean;
  /** the server that decided */
  by?: ServerID;
  action?: Acted;
  /** complete: what is absent is zero */
  server?: ServerState;
  log?: LogChange;
  /** complete */
  progress?: Progress;
  apply?: Application;
  /** complete in a send; else only id, from and to */
  message?: Message;
  /** of a drop */
  why?: DropReason;
  /** complete */
  link?: Link;
  /** complete */
  network?: Network;
  /** complete */
  client?: ClientState;
  decision?: Decision;
  finding?: Finding;
  violation?: Violation;
  snapshot?: SnapshotChange;
}

/**
 * ServerID identifies a server of the cluster: 1 to [MaxServers], written S1 to
 * S9. Zero means no server (a votedFor that is null, an unknown leader).
 */
export type ServerID = string;

/**
 * Index is a position in the log. The first entry has index 1; zero is the
 * position before it.
 */
export type Index = number;

/**
 * Entry is a log entry as events carry it.
 */
export interface Entry {
  term: Term;
  /** "x=1", "add x 1", "read x", "no-op", "add S4"; of a configuration that nobody is known to have asked for, that one */
  cmd: string;
  /** who asked for it */
  client?: ClientID;
  /** which of the client's requests */
  request?: number;
  /** that it puts in force */
  configuration?: Configuration;
}

/**
 * Position is where a page stands in a session's stream. Epoch changes whenever
 * the session begins anew; Seq counts its frames.
 */
export interface Position {
  epoch: string;
  seq: number;
}

/**
 * Run is a run as a text, and its newest instant.
 */
export interface Run {
  text: string;
  edge: Time;
}

/**
 * Speed is how fast virtual time passes: a number of virtual seconds for each
 * second of the clock, from 0.001 to 10. Zero means smart: slow around what
 * matters.
 */
export type Speed = number;

/**
 * NewRun is a run that begins with settings of its own, and with nothing in it. All
 * else is as where a text says nothing of it.
 */
export interface NewRun extends Settings {
  latency: Span;
}

/**
 * RunSettings is what a run began with, for a page that wants to show it or to
 * begin another like it.
 */
export interface RunSettings extends Settings {
  /** to win an election */
  votesNeeded: number;
  /** to commit an entry */
  copiesNeeded: number;
}

/**
 * Breach is a violation and its instant, for a page that came after the event.
 */
export interface Breach {
  at: Time;
  violation: Violation;
}

/**
 * Origin says how a cluster came to stand beside another.
 */
export interface Origin {
  /** the other's ID; when that is closed it comes from another */
  cluster: string;
  /** the same history up to and including this instant */
  fork?: Time;
  /** it forks at this step of the other; Fork is absent until it has come */
  step?: string;
  /** it follows nothing of the other */
  alone?: boolean;
  /** the same run with these things changed */
  changes?: Change[];
}

/**
 * Difference is the first instant at which two clusters differ, and what happened
 * in each that did not happen in the other. Either event is absent when nothing
 * did by then; both are when they differ from the beginning.
 */
export interface Difference {
  /** the other's ID */
  cluster: string;
  at: Time;
  here?: Event;
  there?: Event;
}

/**
 * Outcome says what became of a claim, or of a statement that was not carried
 * out: then Code and Values word why, as in [Refused].
 */
export interface Outcome {
  /** in the text that the run was opened with */
  line: number;
  at: Time;
  /** as the text has it, without "expect" */
  claim: string;
  held: boolean;
  /** what was so instead, in the language's words */
  instead?: string;
  /** not held, and not broken: that was not decided, since it takes too long */
  open?: boolean;
  /** the run ended before its turn came */
  late?: boolean;
  code?: string;
  values?: Record<string, string>;
  /** no failure: a variant cannot do all that the main run does */
  noted?: boolean;
}

/**
 * LessonStep is a step of a lesson. Its question, if any, is about what will have
 * happened at the next step, or at End of the last one.
 */
export interface LessonStep {
  name: string;
  /** when it is met */
  at: Time;
  /** when the next one is met, or the runs end */
  until: Time;
  /** whose step it is */
  cluster: string;
  text: Record<string, string>;
  /** what is to be selected; Run is a cluster's ID */
  show?: Subject;
  ask?: LessonQuestion;
  goal?: LessonGoal;
}

/**
 * Term is a logical clock: it numbers elections, and each term has at most one
 * leader (§5.1). Zero is the term before the first election.
 */
export type Term = number;

/**
 * ServerView is one server in a [State].
 */
export interface ServerView extends ServerState {
  /** of the first entry in Log, where that is not 1: what lies before is not told */
  first?: Index;
  log?: Entry[];
  /** by key */
  machine?: Pair[];
  /** how many there are, where not all of them are told */
  pairs?: number;
  /** see Progress */
  next?: Index[];
  match?: Index[];
}

/**
 * ClientState is a client and its newest request.
 */
export interface ClientState {
  id: ClientID;
  /** numbered from 1; the same across retries */
  request?: number;
  /** about Key, if it is about one */
  asks?: Asking;
  /** what it writes or adds */
  argument?: number;
  /** the same in the words of the state machine */
  cmd?: string;
  phase: RequestPhase;
  /** 1 for the first */
  attempt?: number;
  /** the most there will be */
  attempts?: number;
  /** why there was more than one, the newest reason */
  retry?: RetryReason;
  /** whom this attempt was sent to */
  target?: ServerID;
  /** of its entry, since received */
  index?: Index;
  /** servers that store it durably */
  copies?: number;
  /** how many make it committed, or confirm a read */
  need?: number;
  /** what a read by ReadIndex waits for */
  waits?: ReadWait;
  /** the answer */
  value?: number;
  /** a read found the key */
  found?: boolean;
  /** of the entry that gave the key this value */
  version?: Index;
  /** the key it is about */
  key?: string;
  /** servers it is cut off from */
  cut?: ServerSet;
  /** whom it takes for the leader */
  leader?: ServerID;
  /** requests that wait behind this one */
  queued?: number;
  /** when it retries or gives up */
  deadline?: Time;
  /** it was turned away, and waits a little before it asks again */
  pausing?: boolean;
  /** what it asks for by itself */
  traffic?: Traffic;
}

/**
 * Message is a message on its way: the envelope, and the one body that its kind has. A
 * body never changes, so that copies of a message share it.
 */
export type Message = Envelope & (
  | { kind?: undefined }
  | { kind: "PreVote"; preVote: PreVoteArguments }
  | { kind: "PreVoteReply"; preVoteReply: PreVoteResults }
  | { kind: "RequestVote"; requestVote: RequestVoteArguments }
  | { kind: "RequestVoteReply"; requestVoteReply: RequestVoteResults }
  | { kind: "AppendEntries"; appendEntries: AppendEntriesArguments }
  | { kind: "AppendEntriesReply"; appendEntriesReply: AppendEntriesResults }
  | { kind: "TimeoutNow"; timeoutNow: TimeoutNowArguments }
  | { kind: "ClientRequest"; clientRequest: ClientRequestArguments }
  | { kind: "ClientReply"; clientReply: ClientRequestResults }
  | { kind: "InstallSnapshot"; installSnapshot: InstallSnapshotArguments }
  | { kind: "InstallSnapshotReply"; installSnapshotReply: InstallSnapshotResults }
);

/**
 * Link is one direction between two servers.
 */
export interface Link {
  from: ServerID;
  to: ServerID;
  cut?: boolean;
  /** of its own, if it has one */
  latency?: Span;
  /** of its own, if it has one */
  loss?: PartsPerMillion;
  duplication?: PartsPerMillion;
  reordering?: PartsPerMillion;
}

/**
 * Network is what holds for links without settings of their own.
 */
export interface Network {
  latency: Span;
  loss?: PartsPerMillion;
  duplication?: PartsPerMillion;
  reordering?: PartsPerMillion;
}

/**
 * EventKind says which of an event's parts is filled in.
 */
export type EventKind = "action" | "server" | "log" | "progress" | "apply" | "send" | "deliver" | "delay" | "drop" | "link" | "network" | "client" | "decision" | "violation" | "finding" | "snapshot";

/**
 * Acted is an action as an event tells it.
 */
export interface Acted extends Args {
  /** of its [Spec] */
  name: string;
  /** itself, as a statement of the scenario language */
  text: string;
  impact: Impact;
}

/**
 * ServerState is a server's scalar state. A log, a state machine and a leader's
 * view of its followers have events of their own.
 */
export interface ServerState {
  id: ServerID;
  /** crashed: what is left is what its disk holds */
  down?: boolean;
  paused?: boolean;
  role: Role;
  votedFor?: ServerID;
  /** whom it takes for the leader of its term */
  leader?: ServerID;
  /** votedFor on the disk */
  syncedVote?: ServerID;
  /** to whom a leader hands its leadership over */
  transfer?: ServerID;
  /** a candidate's votes: bit i is server i */
  granted?: ServerSet;
  /** who refused it */
  refused?: ServerSet;
  /** where there is a Configuration */
  needs?: Needs;
  /** in force, where it is not that everybody votes from the beginning */
  configuration?: Configuration;
  /** currentTerm */
  term: Term;
  commitIndex?: Index;
  lastApplied?: Index;
  /** of the log in memory */
  lastIndex?: Index;
  /** that log is durable up to here */
  syncedIndex?: Index;
  /** currentTerm on the disk */
  syncedTerm?: Term;
  /** when the running timer was set */
  timerSet?: Time;
  /** when it runs out: an election timeout, or a leader's next heartbeat; 0: it has none */
  deadline?: Time;
  /** how long its disk takes */
  diskSync?: Time;
  /** how often its disk was wiped */
  wipes?: number;
  /** percent that its clock runs too fast */
  drift?: number;
  /** of its elections, if it has one of its own */
  timeout?: Span;
  /** messages that wait for a paused process */
  inbox?: number;
  /** reads that a leader has not answered yet */
  reads?: number;
  /** its log begins behind this entry, up to which a snapshot stands for it */
  baseIndex?: Index;
  /** the term of that entry */
  baseTerm?: Term;
  /** of its entry, 0 for the one that the cluster began with */
  configurationIndex?: Index;
}

/**
 * LogChange says that a server's log in memory, from index From on, now consists
 * of Entries.
 */
export interface LogChange {
  server: ServerID;
  from: Index;
  entries?: Entry[];
}

/**
 * Progress is what a leader knows about its followers. Next[i] and Match[i] are
 * nextIndex and matchIndex of server i+1, 0 for the leader itself. When a leader
 * steps down both are empty.
 */
export interface Progress {
  server: ServerID;
  next?: Index[];
  match?: Index[];
}

/**
 * Application says that a server's state machine now holds Value under Key. When
 * a process starts, Key is empty: the state machine is empty.
 */
export interface Application {
  server: ServerID;
  index?: Index;
  key?: string;
  value?: number;
  /** of the entry that gave the key this value */
  version?: Index;
}

/**
 * DropReason says why a message was lost.
 */
export type DropReason = "loss" | "cut" | "down" | "hand" | "full";

/**
 * Decision is one decision of a server with the values that decided. It carries what
 * any kind says, without a body of its own, since a server decides often: whoever looks
 * at it asks for its [Decision.Body], where each value is called what it means. Which
 * fields are filled in depends on the kind, and so does what a [Position] has.
 */
export type Decision =
  | ({ kind: "election-started" } & Standing)
  | ({ kind: "vote-granted" } & LastEntries)
  | ({ kind: "vote-granted-again" } & LastEntries)
  | ({ kind: "vote-refused-stale-term" } & CandidatesTerm)
  | ({ kind: "vote-refused-already-voted" } & VoteGone)
  | ({ kind: "vote-refused-log" } & LastEntries)
  | ({ kind: "vote-counted" } & VoteTally)
  | ({ kind: "vote-counted-before" } & VotersAnswer)
  | ({ kind: "vote-missed" } & VotersAnswer)
  | ({ kind: "vote-reply-ignored" } & VotersTerm)
  | ({ kind: "became-leader" } & Elected)
  | ({ kind: "stepped-down" } & LaterTerm)
  | ({ kind: "yielded" } & OtherLeader)
  | ({ kind: "append-accepted" } & Accepted)
  | ({ kind: "append-refused-stale-term" } & LeadersTerm)
  | ({ kind: "append-refused-prev" } & PrevEntries)
  | ({ kind: "conflict-truncated" } & Conflict)
  | ({ kind: "append-reply-ignored" } & FollowersTerm)
  | ({ kind: "append-reply-outdated" } & LateRefusal)
  | ({ kind: "backed-up" } & Backup)
  | ({ kind: "match-advanced" } & FollowersMatch)
  | ({ kind: "committed" } & Copies)
  | ({ kind: "commit-held-majority" } & Copies)
  | ({ kind: "commit-held-old-term" } & OldEntry)
  | ({ kind: "commit-learned" } & LearnedCommit)
  | ({ kind: "proposal-accepted" } & NewEntry)
  | ({ kind: "proposal-refused" } & Redirection)
  | ({ kind: "request-deduplicated" } & RequestsEntry)
  | ({ kind: "outcome-unknown" } & RequestsEntry)
  | ({ kind: "pre-vote-started" } & NextTerm)
  | ({ kind: "pre-vote-granted" } & LastEntries)
  | ({ kind: "pre-vote-refused-term" } & CandidatesTerm)
  | ({ kind: "pre-vote-refused-leader" } & HeardLeader)
  | ({ kind: "pre-vote-refused-log" } & LastEntries)
  | ({ kind: "pre-vote-reply-ignored" } & VotersAnswer)
  | ({ kind: "pre-vote-counted" } & VoteTally)
  | ({ kind: "read-accepted" } & Reading)
  | ({ kind: "read-waits-for-own-commit" } & UncommittedTerm)
  | ({ kind: "read-waits-for-quorum" } & Confirmations)
  | ({ kind: "read-waits-for-apply" } & Unapplied)
  | ({ kind: "read-served" } & Reading)
  | ({ kind: "read-failed" } & ClientsRequest)
  | ({ kind: "quorum-lost" } & Unheard)
  | ({ kind: "vote-withheld" } & KeptPromise)
  | ({ kind: "transfer-begun" } & Transfer)
  | ({ kind: "target-told-to-stand" } & Transfer)
  | ({ kind: "transfer-given-up" } & VainTransfer)
  | ({ kind: "request-turned-away" } & HandedOver)
  | ({ kind: "timeout-now-ignored" } & LeadersTerm)
  | ({ kind: "configuration-in-force" } & Placed)
  | ({ kind: "configuration-taken-back" } & Placed)
  | ({ kind: "configuration-appended" } & NewConfiguration)
  | ({ kind: "change-accepted" } & Aim)
  | ({ kind: "change-refused-under-way" } & OtherChange)
  | ({ kind: "change-refused-too-early" } & UncommittedTerm)
  | ({ kind: "change-refused-no-voter" } & ClientsRequest)
  | ({ kind: "caught-up" } & Joining)
  | ({ kind: "removed-leader-stepped-down" } & Leaving)
  | ({ kind: "no-voter" } & Voteless)
  | ({ kind: "snapshot-taken" } & Compacted)
  | ({ kind: "snapshot-sent" } & SentSnapshot)
  | ({ kind: "snapshot-on-its-way" } & AwaitedSnapshot)
  | ({ kind: "snapshot-refused" } & LeadersTerm)
  | ({ kind: "snapshot-ignored" } & OldSnapshot)
  | ({ kind: "snapshot-kept-tail" } & InstalledBefore)
  | ({ kind: "snapshot-replaced-log" } & InstalledInstead);

/**
 * Finding is a failed assertion. The server ignores the input that caused it and
 * goes on.
 */
export interface Finding {
  kind: FindingKind;
  peer?: ServerID;
  term?: Term;
  index?: Index;
}

/**
 * Violation says that a property broke: which, how far it is from a single rule, and in
 * the one body that the property has, who was involved and over what. The properties are
 * those of package check.
 */
export type Violation = (
  | { property: "election-safety"; electionSafety: ElectionSafety }
  | { property: "leader-append-only"; leaderAppendOnly: LeaderAppendOnly }
  | { property: "log-matching"; logMatching: LogMatching }
  | { property: "leader-completeness"; leaderCompleteness: LeaderCompleteness }
  | { property: "state-machine-safety"; stateMachineSafety: StateMachineSafety }
  | { property: "commit-monotonic"; commitMonotonic: CommitMonotonic }
  | { property: "match-monotonic"; matchMonotonic: MatchMonotonic }
  | { property: "term-monotonic"; termMonotonic: TermMonotonic }
  | { property: "one-vote"; oneVote: OneVote }
  | { property: "persist-before-reply"; persistBeforeReply: PersistBeforeReply }
  | { property: "at-most-once"; atMostOnce: AtMostOnce }
  | { property: "fresh-reads"; freshReads: FreshReads }
  | { property: "linearizability"; linearizability: Linearizability }
  | { property: "snapshot-equals-log"; snapshotEqualsLog: SnapshotEqualsLog }
) & {
  property: string;
  /** "rule": a rule was not followed; "consequence": somebody was let down */
  tier: string;
  /** of the paper */
  section: string;
  /** its disk was wiped before: Raft does not claim to survive that */
  wiped?: ServerID;
}

/**
 * SnapshotChange says that from here on a server's log begins behind Index, and that a
 * snapshot stands for what went before: Machine is what a state machine holds that has
 * applied that. Where the snapshot was not its own the server's state machine is that now.
 */
export interface SnapshotChange {
  server: ServerID;
  doing: SnapshotDoing;
  /** of the last entry that it stands for */
  index: Index;
  /** of that entry */
  term: Term;
  /** by key */
  machine?: Pair[];
}

/**
 * ClientID identifies a client: 1 to [MaxClients], written c1 to c8. Zero means
 * no client.
 */
export type ClientID = string;

/**
 * Configuration says who belongs to a cluster and whose word counts (§6). A server
 * uses one, the configuration in force, and asks it three things: who the members
 * are, how far some servers are from a quorum, and up to where a quorum agrees.
 */
export interface Configuration {
  /** who votes, and whose copies count */
  voters?: ServerSet;
  /** the same after a change that is under way, empty where none is: what is decided then needs a quorum of each */
  next?: ServerSet;
  /** who is sent the log, and does not count */
  learners?: ServerSet;
}

/**
 * Settings are what a run begins with.
 */
export interface Settings {
  servers: number;
  /** how many of them vote in the beginning; absent: all */
  voters?: number;
  seed: string;
  electionTimeout: Span;
  heartbeat: Time;
  /** how long a state machine takes for an entry */
  apply?: Time;
  noop: boolean;
  batch: number;
  /** so many applied entries; absent: never by itself */
  snapshotEvery?: number;
  preVote?: boolean;
  /** a leader sends what its own disk still writes */
  parallelWrites?: boolean;
  /** a commit is told at once */
  tellCommits?: boolean;
  /** a leader that hears no majority steps down */
  checkQuorum?: boolean;
  /** who hears a leader heeds nobody who stands for election */
  leaderPromise?: boolean;
  /** every change of the voters goes through a joint configuration */
  jointChanges?: boolean;
  /** reads do not go through the log */
  readIndex?: boolean;
  /** the rules that are switched off, in the order of [raft.Rules] */
  without?: Rule[];
}

/**
 * Span is a range of durations, both ends included.
 */
export interface Span {
  min: Time;
  max: Time;
}

/**
 * Change is one thing in which a configuration differs from another, as data.
 */
export interface Change {
  /** as in the language: "election timeout", "without" */
  setting: string;
  /** whose it is, where one server has its own */
  server?: ServerID;
  /** as in the language; of "with" and "without" one rule */
  value: string;
  /** the value, if it is a time or a range of times */
  span?: Span;
}

/**
 * Subject is something to be selected on the page: "server S1", "client c1",
 * "entry S1 2 1" (on a server, index, term), "vote S3 S1 2" (the candidate, the
 * voter, the term). Run names the variant; "" is the main run.
 */
export interface Subject {
  kind: string;
  id: string;
  run?: string;
}

/**
 * LessonQuestion is what the learner is asked to predict. Right counts from 0.
 */
export interface LessonQuestion {
  text: Record<string, string>;
  choices: Record<string, string>[];
  right: number;
}

/**
 * LessonGoal is what the learner is to bring about, in the words of a claim.
 */
export interface LessonGoal {
  claim: string;
  /** the same as data, where it is of a kind that has words of its own */
  about?: GoalClaim;
  hint?: Record<string, string>;
  /** the cluster in which it was, first; "-" if that is not there any more */
  reached?: string;
  /** when */
  at?: Time;
}

/**
 * Pair is a key and its value.
 */
export interface Pair {
  key: string;
  value: number;
  /** of the entry that last changed it */
  version?: Index;
}

/**
 * Asking is what a request is for.
 */
export type Asking = "write" | "add" | "read" | "change";

/**
 * RequestPhase is how far a client's request has come.
 */
export type RequestPhase = "idle" | "sent" | "received" | "stored" | "committed" | "answered" | "gave-up";

/**
 * RetryReason says why a client tried again.
 */
export type RetryReason = "timeout" | "not-leader" | "transferring" | "unknown" | "change-refused";

/**
 * ReadWait is what a read by ReadIndex waits for (§8).
 */
export type ReadWait = "own-commit" | "quorum" | "apply";

/**
 * ServerSet is a set of servers; bit i stands for server i.
 */
export type ServerSet = number;

/**
 * Traffic is what a client asks for by itself: it writes ever higher values under
 * [TrafficKey], and reads them.
 */
export interface Traffic {
  writes?: boolean;
  reads?: boolean;
  /** 0: nothing */
  every?: Time;
}

/**
 * Envelope is what every message has, whatever its kind.
 */
export interface Envelope {
  /** numbered from 1 in each run */
  id: number;
  from: Addr;
  to: Addr;
  kind?: MessageKind;
  /** the sender's currentTerm; clients have none */
  term?: Term;
  sent?: Time;
  /** unless it is lost before */
  arrives?: Time;
  /** a heartbeat, or no more than the answer to one: see notable.go */
  routine?: boolean;
  /** of which message this is a copy */
  duplicate?: number;
}

/**
 * PreVoteArguments ask whether a vote would be given (D9.6).
 */
export interface PreVoteArguments {
  /** in which the sender would stand */
  nextTerm: Term;
  /** of the sender's last entry */
  lastLogIndex: Index;
  lastLogTerm: Term;
}

/**
 * PreVoteResults say whether a vote would be given (D9.6).
 */
export interface PreVoteResults {
  /** of the request that is answered */
  nextTerm: Term;
  voteGranted: boolean;
}

/**
 * RequestVoteArguments ask for a vote in the envelope's term (Figure 2, §5.2).
 */
export interface RequestVoteArguments {
  /** of the candidate's last entry (§5.4) */
  lastLogIndex: Index;
  lastLogTerm: Term;
  /** the candidate stands at its leader's word (D3.10) */
  transfer?: boolean;
}

/**
 * RequestVoteResults give a vote, or refuse it (Figure 2, §5.2).
 */
export interface RequestVoteResults {
  voteGranted: boolean;
}

/**
 * AppendEntriesArguments replicate entries; without any they are a heartbeat (Figure 2, §5.3).
 */
export interface AppendEntriesArguments {
  /** of the entry right before the new ones */
  prevLogIndex: Index;
  prevLogTerm: Term;
  /** how many there are */
  entries: number;
  leaderCommit: Index;
  /** a leader's round for reads (§8) */
  round?: number;
}

/**
 * AppendEntriesResults acknowledge entries, or refuse them with a hint for backing up
 * quickly (Figure 2, §5.3).
 */
export interface AppendEntriesResults {
  success: boolean;
  /** of the request that is answered */
  prevLogIndex: Index;
  /** with success: up to where the log is the leader's */
  matchIndex: Index;
  /** of the entry at PrevLogIndex, if there is one */
  conflictTerm?: Term;
  /** the first of that term, or one past the log's end */
  conflictIndex?: Index;
  /** of the request that is answered */
  round?: number;
}

/**
 * TimeoutNowArguments tell a server to stand for election at once (D3.10): there is nothing
 * to be added.
 */
export interface TimeoutNowArguments {
}

/**
 * ClientRequestArguments are what a client asks a server for (§8).
 */
export interface ClientRequestArguments {
  /** its number, of the client's */
  request: number;
  cmd: string;
}

/**
 * ClientRequestResults are what a server answers (§8).
 */
export interface ClientRequestResults {
  /** which is answered */
  request: number;
  status: ReplyStatus;
  /** with not-leader: a hint; with transferring: who is to lead */
  leader?: ServerID;
  /** with ok: there is such a key */
  found?: boolean;
  value?: number;
  /** of the entry that wrote the value */
  version?: Index;
}

/**
 * InstallSnapshotArguments bring a follower what the leader's log does not hold any more
 * (Figure 13, §7).
 */
export interface InstallSnapshotArguments {
  /** the snapshot stands for all entries up to here */
  lastIncludedIndex: Index;
  /** of that entry */
  lastIncludedTerm: Term;
  /** how many it holds */
  keys?: number;
}

/**
 * InstallSnapshotResults acknowledge a snapshot, or refuse it for its old term (Figure 13,
 * §7).
 */
export interface InstallSnapshotResults {
  success: boolean;
  /** of the snapshot that is answered */
  lastIncludedIndex: Index;
}

/**
 * PartsPerMillion is a probability in millionths: 1,000,000 is certainty.
 */
export type PartsPerMillion = number;

/**
 * Args are what an action is done to, and with which values. Each kind of action has
 * some of them.
 */
export interface Args {
  /** whom it is about, or whom a client is to ask */
  server?: ServerID;
  /** of links */
  from?: ServerID;
  /** of links: bit i is server i */
  to?: ServerSet;
  bothWays?: boolean;
  /** of a partition */
  groups?: ServerSet[];
  client?: ClientID;
  /** of a request */
  key?: string;
  value?: number;
  /** the number of one on its way */
  message?: number;
  messageKind?: MessageKind;
  time?: Time;
  span?: Span;
  chance?: PartsPerMillion;
  percent?: number;
  /** of a step of a story */
  step?: string;
}

/**
 * Impact is how an action shows on a timeline.
 */
export type Impact = "fault" | "repair" | "setting" | "client";

/**
 * Role is what a server currently is (§5.1).
 */
export type Role = "follower" | "candidate" | "leader" | "pre-candidate";

/**
 * Needs is how many votes win an election, and how many copies commit an entry: of the
 * voters, and of the next ones where a change is under way.
 */
export interface Needs {
  votes?: number;
  copies?: number;
  votesNext?: number;
  copiesNext?: number;
}

/**
 * DecisionKind says what was decided. The name is the key under which a page
 * words it; the values of a [Decision] fill the sentence in.
 */
export type DecisionKind = "election-started" | "vote-granted" | "vote-granted-again" | "vote-refused-stale-term" | "vote-refused-already-voted" | "vote-refused-log" | "vote-counted" | "vote-counted-before" | "vote-missed" | "vote-reply-ignored" | "became-leader" | "stepped-down" | "yielded" | "append-accepted" | "append-refused-stale-term" | "append-refused-prev" | "conflict-truncated" | "append-reply-ignored" | "append-reply-outdated" | "backed-up" | "match-advanced" | "committed" | "commit-held-majority" | "commit-held-old-term" | "commit-learned" | "proposal-accepted" | "proposal-refused" | "request-deduplicated" | "outcome-unknown" | "pre-vote-started" | "pre-vote-granted" | "pre-vote-refused-term" | "pre-vote-refused-leader" | "pre-vote-refused-log" | "pre-vote-reply-ignored" | "pre-vote-counted" | "read-accepted" | "read-waits-for-own-commit" | "read-waits-for-quorum" | "read-waits-for-apply" | "read-served" | "read-failed" | "quorum-lost" | "vote-withheld" | "transfer-begun" | "target-told-to-stand" | "transfer-given-up" | "request-turned-away" | "timeout-now-ignored" | "configuration-in-force" | "configuration-taken-back" | "configuration-appended" | "change-accepted" | "change-refused-under-way" | "change-refused-too-early" | "change-refused-no-voter" | "caught-up" | "removed-leader-stepped-down" | "no-voter" | "snapshot-taken" | "snapshot-sent" | "snapshot-on-its-way" | "snapshot-refused" | "snapshot-ignored" | "snapshot-kept-tail" | "snapshot-replaced-log";

/**
 * Standing says for which term a server stands (§5.2).
 */
export interface Standing {
  term: Term;
  /** the leader, if it was not the timer (D3.10) */
  toldBy?: ServerID;
}

/**
 * LastEntries are those of the two logs, which are compared before a vote (§5.4.1). An empty
 * log has none.
 */
export interface LastEntries {
  candidate: ServerID;
  term: Term;
  ours?: LogPosition;
  theirs?: LogPosition;
}

/**
 * CandidatesTerm is compared with the server's own before a vote (§5.1).
 */
export interface CandidatesTerm {
  candidate: ServerID;
  ourTerm: Term;
  theirTerm: Term;
}

/**
 * VoteGone says who has the vote already (§5.2).
 */
export interface VoteGone {
  candidate: ServerID;
  term: Term;
  votedFor: ServerID;
}

/**
 * VoteTally is how many votes there are with one more (§5.2).
 */
export interface VoteTally {
  voter: ServerID;
  term: Term;
  votes: number;
  need: number;
  /** of the next voters, where a change is under way */
  votesNext?: number;
  needNext?: number;
}

/**
 * VotersAnswer is one that adds no vote.
 */
export interface VotersAnswer {
  voter: ServerID;
  term: Term;
}

/**
 * VotersTerm is that of an answer that comes too late (§5.1).
 */
export interface VotersTerm {
  voter: ServerID;
  ourTerm: Term;
  theirTerm: Term;
}

/**
 * Elected says with how many votes (§5.2).
 */
export interface Elected {
  term: Term;
  votes: number;
  need: number;
  votesNext?: number;
  needNext?: number;
}

/**
 * LaterTerm is one of which a server learns (§5.1).
 */
export interface LaterTerm {
  /** who is in it */
  from: ServerID;
  /** before */
  ourTerm: Term;
  theirTerm: Term;
}

/**
 * OtherLeader is who leads the term in which a server stands (§5.2).
 */
export interface OtherLeader {
  leader: ServerID;
  term: Term;
}

/**
 * Accepted says how far the log is the leader's now (§5.3).
 */
export interface Accepted {
  leader: ServerID;
  /** of the last entry that matches */
  match: Index;
  /** how many entries were new */
  added?: number;
}

/**
 * LeadersTerm is that of a leader whose message comes too late (§5.1).
 */
export interface LeadersTerm {
  leader: ServerID;
  ourTerm: Term;
  theirTerm: Term;
}

/**
 * PrevEntries are what stands at prevLogIndex (§5.3).
 */
export interface PrevEntries {
  leader: ServerID;
  /** of term 0 if it is the end of a log that is shorter */
  ours?: LogPosition;
  theirs: LogPosition;
}

/**
 * Conflict is what a follower gives up for its leader's entries (§5.3).
 */
export interface Conflict {
  leader: ServerID;
  /** of those removed */
  first: Index;
  removed: number;
  /** the first of them */
  ours: LogPosition;
  /** what comes in its place */
  theirs: LogPosition;
}

/**
 * FollowersTerm is that of an answer that comes too late (§5.1).
 */
export interface FollowersTerm {
  follower: ServerID;
  ourTerm: Term;
  theirTerm: Term;
}

/**
 * LateRefusal is by a follower that is known to store the entry.
 */
export interface LateRefusal {
  follower: ServerID;
  index: Index;
}

/**
 * Backup is how far a leader goes back for a follower (§5.3).
 */
export interface Backup {
  follower: ServerID;
  /** its nextIndex, until now */
  before: Index;
  /** and from now on */
  next: Index;
}

/**
 * FollowersMatch is up to where a follower's log is the leader's (§5.3).
 */
export interface FollowersMatch {
  follower: ServerID;
  match: Index;
}

/**
 * Copies are the servers that store an entry, as its leader counts them (§5.3).
 */
export interface Copies {
  index: Index;
  stored: number;
  need: number;
  /** of the next voters, where a change is under way */
  storedNext?: number;
  needNext?: number;
}

/**
 * OldEntry is one that counting may not commit (§5.4.2).
 */
export interface OldEntry {
  index: Index;
  entryTerm: Term;
  leaderTerm: Term;
  stored: number;
  need: number;
  storedNext?: number;
  needNext?: number;
}

/**
 * LearnedCommit is up to where a leader says that all is committed (§5.3).
 */
export interface LearnedCommit {
  leader: ServerID;
  index: Index;
}

/**
 * NewEntry is what a leader makes of a client's request (§5.3).
 */
export interface NewEntry {
  client: ClientID;
  request: number;
  index: Index;
  term: Term;
}

/**
 * Redirection sends a client to another server (§8).
 */
export interface Redirection {
  client: ClientID;
  request: number;
  /** of which the server knows */
  leader?: ServerID;
}

/**
 * RequestsEntry is an entry with a client's request (§8).
 */
export interface RequestsEntry {
  client: ClientID;
  request: number;
  index: Index;
}

/**
 * NextTerm is the one about which a server asks before it stands (D9.6).
 */
export interface NextTerm {
  term: Term;
}

/**
 * HeardLeader is the one because of which a server would vote for nobody (D9.6).
 */
export interface HeardLeader {
  candidate: ServerID;
  /** the server itself, if it leads */
  leader: ServerID;
}

/**
 * Reading says with how much of the log a read is taken, or served (§8).
 */
export interface Reading {
  client: ClientID;
  request: number;
  /** taken: what must be applied; served: what has been */
  index: Index;
}

/**
 * UncommittedTerm is one of which a leader has nothing committed yet (§8).
 */
export interface UncommittedTerm {
  client: ClientID;
  request: number;
  term: Term;
}

/**
 * Confirmations are of those who say that a leader still leads (§8).
 */
export interface Confirmations {
  client: ClientID;
  request: number;
  confirmed: number;
  need: number;
  confirmedNext?: number;
  needNext?: number;
}

/**
 * Unapplied is what a read still waits for (§8).
 */
export interface Unapplied {
  client: ClientID;
  request: number;
  /** up to where it must be applied */
  index: Index;
  applied: Index;
}

/**
 * ClientsRequest is one with no entry (§8).
 */
export interface ClientsRequest {
  client: ClientID;
  request: number;
}

/**
 * Unheard says how few have answered a leader within an election timeout (D6.2).
 */
export interface Unheard {
  term: Term;
  /** itself included */
  heard: number;
  need: number;
  heardNext?: number;
  needNext?: number;
}

/**
 * KeptPromise is why a server takes no notice of who stands for election (D4.2.3).
 */
export interface KeptPromise {
  candidate: ServerID;
  /** in which it stands */
  term: Term;
  /** the server itself, if it leads */
  leader: ServerID;
}

/**
 * Transfer says to whom the leadership is handed over (D3.10).
 */
export interface Transfer {
  target: ServerID;
  term: Term;
  /** up to where its log must match, or does */
  index: Index;
}

/**
 * VainTransfer says to whom it is not any more (D3.10).
 */
export interface VainTransfer {
  target: ServerID;
  term: Term;
}

/**
 * HandedOver is why a leader takes no requests (D3.10).
 */
export interface HandedOver {
  client: ClientID;
  request: number;
  /** who is to lead */
  target: ServerID;
}

/**
 * Placed is a configuration, and where it stands in the log (§6).
 */
export interface Placed {
  /** 0: the one that the cluster began with */
  index: Index;
  configuration: Configuration;
}

/**
 * NewConfiguration is one that a leader puts into its log (§6).
 */
export interface NewConfiguration {
  /** who asked for it, if it is known */
  client?: ClientID;
  request?: number;
  index: Index;
  term: Term;
  configuration: Configuration;
}

/**
 * Aim is what a change of the configuration leads to (§6).
 */
export interface Aim {
  client: ClientID;
  request: number;
  term: Term;
  configuration: Configuration;
}

/**
 * OtherChange is why one is not begun: what is in force while another is under way (D4.1).
 */
export interface OtherChange {
  client: ClientID;
  request: number;
  configuration: Configuration;
}

/**
 * Joining are servers that have caught up with the log, and are to vote (D4.2.1).
 */
export interface Joining {
  servers: ServerSet;
  /** up to where they have it */
  index: Index;
}

/**
 * Leaving is a leader's way out of the cluster (D4.2.2).
 */
export interface Leaving {
  term: Term;
  /** of the configuration, which is committed */
  index: Index;
  configuration: Configuration;
}

/**
 * Voteless says in which configuration a server has no vote (D4.2.1).
 */
export interface Voteless {
  configuration: Configuration;
}

/**
 * Compacted is a log whose beginning a snapshot stands for (§7).
 */
export interface Compacted {
  /** of the last entry that it stands for */
  index: Index;
  term: Term;
  /** how many entries went */
  gone: number;
}

/**
 * SentSnapshot is one that a leader sends in place of entries that are gone (§7).
 */
export interface SentSnapshot {
  follower: ServerID;
  /** of the last entry that it stands for */
  index: Index;
  term: Term;
  /** the entry that the follower needs */
  next: Index;
}

/**
 * AwaitedSnapshot is one that may still be on its way (§7).
 */
export interface AwaitedSnapshot {
  follower: ServerID;
  /** up to where it brings the follower's log */
  index: Index;
}

/**
 * OldSnapshot is one that stands for nothing that is not committed already (§7).
 */
export interface OldSnapshot {
  leader: ServerID;
  /** of the last entry that it stands for */
  index: Index;
  committed: Index;
}

/**
 * InstalledBefore is a snapshot that the rest of a log follows (Figure 13).
 */
export interface InstalledBefore {
  leader: ServerID;
  /** of the last entry that it stands for */
  index: Index;
  term: Term;
  /** how many entries stay */
  kept: number;
}

/**
 * InstalledInstead is a snapshot that takes a log's place (Figure 13).
 */
export interface InstalledInstead {
  leader: ServerID;
  /** of the last entry that it stands for */
  index: Index;
  term: Term;
  /** how many entries went */
  gone: number;
  /** what stood there, or the end of a log that is shorter */
  ours?: LogPosition;
}

/**
 * FindingKind says which assertion failed.
 */
export type FindingKind = "two-leaders-in-term" | "truncate-below-commit" | "match-beyond-log" | "message-from-stranger" | "persisted-not-handed-out" | "unreasonable-append" | "applied-not-handed-out";

/**
 * ElectionSafety: at most one leader ever in a term (§5.2, Figure 3).
 */
export interface ElectionSafety {
  term: Term;
  /** led first */
  first: ServerID;
  /** leads now, too */
  second: ServerID;
}

/**
 * LeaderAppendOnly: a leader's log only grows (§5.3, Figure 3).
 */
export interface LeaderAppendOnly {
  leader: ServerID;
  /** of its leadership */
  term: Term;
  /** the first entry that it took away or replaced */
  removed: Index;
}

/**
 * LogMatching: logs with an entry of the same index and term are equal up to there (§5.3,
 * Figure 3).
 */
export interface LogMatching {
  server: ServerID;
  /** who had the entry first; the server itself, if it stood behind others then */
  first: ServerID;
  /** of the entry */
  index: Index;
  term: Term;
}

/**
 * LeaderCompleteness: what is committed is in the log of every later leader (§5.4,
 * Figure 3).
 */
export interface LeaderCompleteness {
  leader: ServerID;
  /** of its leadership */
  term: Term;
  /** of the entry that it lacks */
  index: Index;
  /** who committed that first */
  committedBy: ServerID;
  /** in which term of its own */
  committedIn: Term;
}

/**
 * StateMachineSafety: no two servers apply different commands at one index (§5.4.3,
 * Figure 3).
 */
export interface StateMachineSafety {
  server: ServerID;
  /** its own */
  term: Term;
  index: Index;
  /** who committed another entry there, first */
  committedBy: ServerID;
  /** in which term of its own */
  committedIn: Term;
}

/**
 * CommitMonotonic: a commitIndex never falls while its process runs (Figure 2).
 */
export interface CommitMonotonic {
  server: ServerID;
  was: Index;
  now: Index;
}

/**
 * MatchMonotonic: a matchIndex never falls within one leadership (§5.3).
 */
export interface MatchMonotonic {
  leader: ServerID;
  /** of its leadership */
  term: Term;
  follower: ServerID;
  was: Index;
  now: Index;
}

/**
 * TermMonotonic: a durable term never falls (§5.1).
 */
export interface TermMonotonic {
  server: ServerID;
  was: Term;
  now: Term;
}

/**
 * OneVote: a server votes for one candidate in a term (§5.2).
 */
export interface OneVote {
  voter: ServerID;
  term: Term;
  /** the candidate that had its vote first */
  votedFor: ServerID;
}

/**
 * PersistBeforeReply: what a message promises is durable when it is sent (Figure 2).
 */
export interface PersistBeforeReply {
  sender: ServerID;
  receiver: ServerID;
  /** the message's */
  term: Term;
  /** up to where it confirms entries; 0 where it is about a vote */
  acknowledged: Index;
}

/**
 * AtMostOnce: a client's request changes a state machine once (§8).
 */
export interface AtMostOnce {
  server: ServerID;
  client: ClientID;
  request: number;
  /** the entry with which it was applied once more */
  second: Index;
}

/**
 * FreshReads: a read returns at least what was known when it began (§8).
 */
export interface FreshReads {
  client: ClientID;
  request: number;
  /** whom it asked */
  server: ServerID;
  key: string;
  /** the version that somebody knew before it asked */
  known: Index;
  /** that of the answer, which is older */
  answered: Index;
}

/**
 * Linearizability: the requests of all clients have an order that explains every answer
 * (§8). No single event breaks it, so none carries this: a whole history does.
 */
export interface Linearizability {
  /** about which the answers do not go together */
  key: string;
}

/**
 * SnapshotEqualsLog: a snapshot holds what applying the log up to its index leads to (§7).
 */
export interface SnapshotEqualsLog {
  /** who has it */
  server: ServerID;
  /** of the last entry that it stands for */
  index: Index;
  /** of that entry */
  term: Term;
}

/**
 * SnapshotDoing is what a server has done with a snapshot.
 */
export type SnapshotDoing = "taken" | "installed" | "restored";

/**
 * Rule names a rule that Raft's safety rests on. A server asks whether it follows
 * a rule at one place, in the condition that the rule guards: look for
 * follows(ElectionRestriction).
 */
export type Rule = "election-majority" | "one-vote-per-term" | "commit-majority" | "election-restriction" | "compare-last-term-first" | "persist-vote" | "persist-term" | "ignore-stale-vote-reply" | "count-each-voter-once" | "follower-syncs-before-ack" | "leader-syncs-before-counting" | "truncate-only-on-conflict" | "prev-log-check" | "conflict-removes-tail" | "refuse-stale-append" | "match-what-was-sent" | "commit-up-to-last-new-entry" | "commit-only-current-term" | "quorum-reads" | "read-after-own-commit" | "dedup-requests" | "commit-index-monotonic" | "match-index-monotonic" | "keep-vote-on-step-down" | "ignore-stale-append-reply" | "change-after-own-commit" | "one-change-at-a-time" | "overlapping-majorities" | "both-majorities" | "configuration-when-appended" | "configuration-rolls-back" | "learners-do-not-count" | "removed-leader-does-not-count-itself" | "snapshot-only-applied" | "snapshot-keeps-the-tail" | "snapshot-discards-conflict" | "refuse-old-snapshot" | "snapshot-holds-sessions" | "snapshot-holds-configuration";

/**
 * GoalClaim is the claim of a goal as data.
 */
export interface GoalClaim {
  kind: GoalKind;
  /** of GoalLeaderless */
  for?: Time;
  /** of GoalViolation */
  property?: string;
}

/**
 * Addr is where a message comes from or goes to: a server or a client, written
 * as its name.
 */
export type Addr = string;

/**
 * MessageKind is what a message is, for those who draw it.
 */
export type MessageKind = "PreVote" | "PreVoteReply" | "RequestVote" | "RequestVoteReply" | "AppendEntries" | "AppendEntriesReply" | "TimeoutNow" | "ClientRequest" | "ClientReply" | "InstallSnapshot" | "InstallSnapshotReply";

/**
 * ReplyStatus is what a client is told.
 */
export type ReplyStatus = "ok" | "not-leader" | "unknown" | "transferring" | "change-refused";

/**
 * Position is where an entry stands: its index, and its term.
 */
export interface LogPosition {
  term?: Term;
  index: Index;
}

/**
 * GoalKind is a kind of claim that has words of its own.
 */
export type GoalKind = "two-leaders" | "leaderless" | "no-leader" | "violation" | "any-violation";

/** Everything the server can say. */
export type FromServer = Welcome | Snapshot | Frame | Done | Refused | Stretch | Text | Shared | Bye | Waiting | Beat | Entries;

/** Everything the page can say. */
export type FromPage = HelloRequest | DoRequest | OpenRequest | LessonRequest | GoRequest | ForkRequest | CompareRequest | CloseRequest | PaceRequest | StepRequest | BreaksRequest | LookRequest | StretchRequest | EntriesRequest | TextRequest | LinkRequest | BeatRequest;

/**
 * Request is what a page says: what it asks for, and the number under which it is
 * answered. On the wire the two are one object, which says by "t" what it asks for.
 */
export type Request = FromPage & { id?: number };
