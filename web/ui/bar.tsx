// A share drawn as a bar beside its number; hatched where there is no number.
interface Props {
  /** 0–1; null: not measured. */
  readonly share: number | null
}

/** Decoration only: the number stands beside it in words. */
export const Bar = ({ share }: Props) => (
  <span className={share === null ? 'bar bar-unknown' : 'bar'} aria-hidden="true">
    {share !== null && <span style={{ width: `${share * 100}%` }} />}
  </span>
)
