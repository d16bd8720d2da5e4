import { useEffect } from 'react';
import { useApp } from '../store/react.tsx';

/** `data-theme` on the root: from the system until a person chooses. */
export function useTheme(): void {
  const theme = useApp((s) => s.view.theme);
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const apply = (): void => {
      document.documentElement.dataset['theme'] = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme;
    };
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme]);
}
