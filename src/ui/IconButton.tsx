import type { ButtonHTMLAttributes, Ref } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import { Tip } from './Tip.tsx';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> {
  readonly icon: IconName;
  /** What it does and to what: its accessible name and its tooltip. */
  readonly label: string;
  readonly keys?: string;
  readonly small?: boolean;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, keys, small = false, side, className = '', ...rest }: Props) {
  const button = (
    <button type="button" {...rest} className={`btn quiet icon-only ${small ? 'sm' : ''} ${className}`} aria-label={label}>
      <Icon name={icon} />
    </button>
  );
  return rest.disabled ? button : <Tip text={label} {...(keys ? { keys } : {})} {...(side ? { side } : {})}>{button}</Tip>;
}
