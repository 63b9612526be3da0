package scenario

// dictionary is what a deflated link may refer to: what texts say, the most frequent
// last. It belongs to [linkVersion], and never changes.
const dictionary = `fork compare with: until alone without commit-only-current-term
title servers 9
`
