module raft-playground

go 1.26
