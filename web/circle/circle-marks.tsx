// Small signs of circles.

/** A padlock. */
export const Lock = ({ label, open = false }: { label: string; open?: boolean }) => (
  <svg className="lock" viewBox="0 0 12 14" width="11" height="13" role="img" aria-label={label}>
    <rect x="1" y="6" width="10" height="7.4" rx="1.2" fill="currentColor" />
    <path
      d={open ? 'M3.2 6V4a2.8 2.8 0 0 1 5.5-.8' : 'M3.2 6V4a2.8 2.8 0 0 1 5.6 0v2'}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    />
  </svg>
)
