import type { ComponentChildren } from 'preact'

interface Props {
  on: boolean
  /** Resolves to false when the change was refused; the switch then goes back. */
  change(on: boolean): Promise<boolean>
  /** Name for a screen reader where the visible label is not enough. */
  label?: string
  disabled?: boolean
  children?: ComponentChildren
}

export const Switch = ({ on, change, label, disabled, children }: Props) => (
  <label class="switch">
    {children}
    <input
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says by itself whether it is checked
      role="switch"
      checked={on}
      aria-label={label}
      disabled={disabled}
      onChange={async ({ currentTarget: input }) => {
        if (!(await change(input.checked))) input.checked = on
      }}
    />
  </label>
)
