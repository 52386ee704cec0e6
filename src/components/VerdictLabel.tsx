import { t } from '../locales'

export type Mark = 'contradicted' | 'unsupported' | 'self' | 'suspected'

const shapes = {
  contradicted: (
    <path d="M1 5.5c1.3-3.6 2.7-3.6 4 0s2.7 3.6 4 0 2.7-3.6 4 0 2.7 3.6 4 0" stroke-width="1.8" />
  ),
  unsupported: <path d="M1.2 4h15.6" stroke-width="2" stroke-dasharray="3.2 3" />,
  self: <path d="M1 2.4h16M1 5.8h16" stroke-width="1.5" />,
  suspected: <path d="M1.6 4h14.8" stroke-width="2.4" stroke-dasharray="0.01 4.9" />,
} satisfies Record<Mark, unknown>

/** The line under marked words, in small. */
export const Line = ({ mark }: { mark: Mark }) => (
  <svg viewBox="0 0 18 8" aria-hidden="true" focusable="false">
    <g fill="none" stroke="currentColor" stroke-linecap="round">
      {shapes[mark]}
    </g>
  </svg>
)

export const VerdictLabel = ({ mark, text = t(`verdict.${mark}`) }: { mark: Mark; text?: string }) => (
  <span class={`verdict ${mark}`}>
    <Line mark={mark} />
    {text}
  </span>
)
