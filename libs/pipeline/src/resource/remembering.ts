/** The same function, which keeps what it made last: the records of a page share their instant. Only for what depends on nothing else. */
export function remembering<A, B>(make: (of: A) => B): (of: A) => B {
  let last: { readonly of: A; readonly made: B } | undefined
  return (of) => {
    if (last?.of !== of) last = { of, made: make(of) }
    return last.made
  }
}
