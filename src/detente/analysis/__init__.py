"""From a case to answers: beliefs, play, chains, and the questions a case asks, each answer with its doubts.

Read `structure` (a case as games), `beliefs` (draws), `play` (steps), `chain` (where they lead), `solve` (all draws),
`questions` (what is asked) and `answer` (what is said), in this order. Import from the modules: a command that needs
games alone should not load what solves chains.
"""
