/** The mark: a diamond with a node at its heart. */
export function Mark() {
  return (
    <svg className="brand-mark" viewBox="0 0 20 20" aria-hidden="true">
      <path
        d="M10 2.2 17.6 10 10 17.8 2.4 10z"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <circle cx="10" cy="10" r="2.2" fill="currentColor" />
    </svg>
  );
}
