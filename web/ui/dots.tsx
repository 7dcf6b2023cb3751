// Phrases in one line, a dot between two. Each keeps together; the dot before one is clipped where a line begins with it.
interface Props {
  readonly phrases: readonly string[]
}

/** The line. */
export const Dots = ({ phrases }: Props) => (
  <span className="dots">
    {phrases.map((phrase, i) => (
      <span key={phrase}>
        <i>{i > 0 && ' · '}</i>
        {phrase}
      </span>
    ))}
  </span>
)
