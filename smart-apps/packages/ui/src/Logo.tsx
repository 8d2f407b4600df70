/** The mark: three ways that meet in one ring. */
export function Logo({ size = 28, title }: { size?: number; title?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      role={title ? 'img' : undefined}
      aria-label={title}
      aria-hidden={!title}
    >
      <rect width="32" height="32" rx="9" fill="#0f6b7e" />
      <g fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round">
        <circle cx="16" cy="16" r="5.2" />
        <path d="M16 5.5v5.3M25.1 21.2l-4.6-2.6M6.9 21.2l4.6-2.6" />
      </g>
      <circle cx="16" cy="16" r="1.9" fill="#8fe3d0" />
    </svg>
  );
}
