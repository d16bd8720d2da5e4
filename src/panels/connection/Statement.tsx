import { useCauce } from '../../store/react.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import './fault.css';

/** A policy statement, to be copied. */
export function Statement({ text }: { readonly text: string }) {
  const { platform, store } = useCauce();
  return (
    <div className="fault-statement">
      <pre className="mono" tabIndex={0} aria-label="Missing policy statement">{text}</pre>
      <IconButton icon="copy" label="Copy the statement" small onClick={() => void platform.clipboard.write(text).then(() => store.getState().notify('Copied'))} />
    </div>
  );
}
