const paths = {
  rescan: 'M13.2 6.4A5.5 5.5 0 1 0 13.4 9M13.5 3v3.6H9.9',
  settings:
    'M2.5 4.6h6M11.9 4.6h1.6M2.5 11.4h1.6M7.5 11.4h6M10.2 6.3a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM5.8 13.1a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Z',
  flag: 'M3.8 13.8V2.6M3.8 3.2c2.8-1.5 4.8 1.3 8.2 0v5.6c-3.4 1.3-5.4-1.5-8.2 0',
  jump: 'M8 2v2.4M8 11.6V14M2 8h2.4M11.6 8H14M8 10.9a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8Z',
  ask: 'M2.6 3.4h10.8v7.2H7.4l-3 2.6v-2.6H2.6ZM6.4 6.2c.2-1.7 3.2-1.5 3 .1-.1 1-1.4.9-1.4 1.9M8 9.6v.1',
  doctor:
    'M4.2 2.6H3.2v3.2a2.8 2.8 0 0 0 5.6 0V2.6h-1M6 8.6v1.6a3 3 0 0 0 6 0V8.8M12 8.8a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8Z',
  alert: 'M8 2.6 14.2 13H1.8ZM8 6.6v3M8 11.2v.1',
  copy: 'M5.6 5.6h7.8v7.8H5.6ZM10.4 5.6V2.6H2.6v7.8h3',
  print: 'M4.4 6V2.6h7.2V6M4.4 11.4H2.6V6h10.8v5.4h-1.8M4.4 9.4h7.2v4H4.4Z',
  check: 'm3 8.6 3.2 3.2L13 4.6',
  close: 'm3.8 3.8 8.4 8.4m0-8.4-8.4 8.4',
  mute: 'M1.8 8s2.3-4 6.2-4 6.2 4 6.2 4-2.3 4-6.2 4-6.2-4-6.2-4ZM3 13 13 3',
  panel: 'M2.4 3.2h11.2v9.6H2.4ZM9.6 3.2v9.6M11.2 5.6h.8M11.2 7.6h.8',
  up: 'm3.6 10 4.4-4.4 4.4 4.4',
  out: 'M6.4 3.4H3v9.6h9.6V9.6M9 2.6h4.4V7M13 3 7.4 8.6',
  download: 'M8 2.4v7.8M4.8 7.2 8 10.4l3.2-3.2M2.6 13.4h10.8',
  trash: 'M2.8 4.4h10.4M6.2 4.2V2.6h3.6v1.6M4.2 4.6l.6 8.8h6.4l.6-8.8M6.8 7v4M9.2 7v4',
} as const

export type IconName = keyof typeof paths

/** A line drawing beside a text or inside a button that has a name of its own. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path
      d={paths[name]}
      fill="none"
      stroke="currentColor"
      stroke-width="1.35"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
)
