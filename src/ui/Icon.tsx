import { ICON_PATHS, type IconName } from './iconPaths.ts';

export type { IconName };

/** An icon beside a word is decoration; alone it needs its button's `aria-label`. */
export function Icon({ name, size }: { readonly name: IconName; readonly size?: 'sm' | 'lg' }) {
  return (
    <svg className={size ? `icon ${size}` : 'icon'} viewBox="0 0 20 20" aria-hidden="true">
      <path d={ICON_PATHS[name]} />
    </svg>
  );
}

/** The catalogue names icons by text; one that is not drawn yet shows as a plain step. */
export function iconNamed(name: string): IconName {
  return Object.hasOwn(ICON_PATHS, name) ? (name as IconName) : 'step';
}

export function Mark() {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" fill="none" strokeLinecap="round" aria-hidden="true">
      <path d="M4 3.5c0 5.2 4 6.2 4 8.5s-4 3.3-4 8.5M20 3.5c0 5.2-4 6.2-4 8.5s4 3.3 4 8.5" stroke="currentColor" strokeWidth="2.4" />
      <path d="M12 4v3M12 10.5v3M12 17v3" stroke="var(--accent)" strokeWidth="2.6" />
    </svg>
  );
}
